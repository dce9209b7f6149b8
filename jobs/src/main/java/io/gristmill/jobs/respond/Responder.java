package io.gristmill.jobs.respond;

import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Answers rows: a local model or a server. */
interface Responder {

  /**
   * Identifies everything that decides the answers, except the rows and {@link
   * RespondConfig#canonical}.
   */
  String fingerprint();

  /** As {@link Stage#sparkSettings}. */
  default Map<String, String> sparkSettings(SparkConf userSettings) {
    return Map.of();
  }

  /**
   * Answers the rows.
   *
   * @param examples rows with the columns of {@code ExamplesTable}
   * @param rows number of these rows
   */
  Responses respond(StageContext context, Dataset<Row> examples, long rows);

  /**
   * The responses of a run.
   *
   * @param responses rows with the columns of {@link Response#SCHEMA}
   * @param model value of {@code response_model}
   * @param usage facts about tokens and cost
   */
  record Responses(Dataset<Row> responses, String model, Map<String, Object> usage) {}
}
