package io.gristmill.jobs.respond;

import io.gristmill.jobs.job.Stage;
import io.gristmill.jobs.job.StageContext;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Who answers. */
interface Responder {

  /** All besides the rows and {@link RespondConfig#canonical} that decides the answers. */
  String fingerprint();

  /** As {@link Stage#sparkSettings}. */
  default Map<String, String> sparkSettings(SparkConf given) {
    return Map.of();
  }

  /**
   * What came of each row, computed.
   *
   * @param asked columns of {@code ExamplesTable}
   * @param rows how many these are
   */
  Responses respond(StageContext context, Dataset<Row> asked, long rows);

  /**
   * What was answered.
   *
   * @param responses columns of {@link Response#SCHEMA}
   * @param model what answers say they are from
   * @param usage facts of what it took
   */
  record Responses(Dataset<Row> responses, String model, Map<String, Object> usage) {}
}
