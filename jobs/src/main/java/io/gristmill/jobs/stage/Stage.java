package io.gristmill.jobs.stage;

import java.util.Map;
import java.util.OptionalDouble;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One step of a pipeline: reads examples, keeps some and rejects the others. A stage is
 * deterministic: its result depends on the rows, its settings and the seed, never on partitions.
 */
public interface Stage {

  /** The name of the stage; also its subcommand and its block of settings. */
  String name();

  /**
   * Canonical text of everything besides the rows that decides the result: settings, seed and
   * content hashes of other inputs. The stage is skipped when this and the rows are unchanged.
   */
  String fingerprint();

  /**
   * Spark settings that must be set before the session starts.
   *
   * @param userSettings the settings of the user
   */
  default Map<String, String> sparkSettings(SparkConf userSettings) {
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
   * Plans the stage. Heavy work may run here or when the result is written.
   *
   * @param examples rows of {@code ExamplesTable}; empty for the first stage of a pipeline
   */
  StageResult apply(StageContext context, Dataset<Row> examples);
}
