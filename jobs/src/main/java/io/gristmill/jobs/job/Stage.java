package io.gristmill.jobs.job;

import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One step of a pipeline: the examples so far in, the examples that stay and the rejects out. A
 * stage is pure: its result depends on the rows, its settings and the seed, never on partitions.
 */
public interface Stage {

  /**
   * The stage's name: a package of {@code io.gristmill.jobs}, a subcommand, a block of settings.
   */
  String name();

  /**
   * Everything besides the rows that decides the result, as canonical text: settings, seed, and
   * content hashes of other inputs. The stage is skipped when this and the rows are unchanged.
   */
  String fingerprint();

  /**
   * Settings of Spark that must be there before its session is, for what a setting of a running
   * session cannot do.
   *
   * @param given what the user has set
   */
  default Map<String, String> sparkSettings(SparkConf given) {
    return Map.of();
  }

  /**
   * Expected time per row relative to {@code filter} (1), for the remaining time of a run; empty
   * when it depends on a model.
   */
  default OptionalDouble relativeCost() {
    return OptionalDouble.empty();
  }

  /**
   * Plans the stage; heavy work may run here or when the result is written.
   *
   * @param examples rows of {@code ExamplesTable}; the source stage of a pipeline gets none
   */
  StageResult apply(StageContext context, Dataset<Row> examples);
}
