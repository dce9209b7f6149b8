package io.gristmill.jobs.llm;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.progress.WorkMeter;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.llm.budget.BudgetConfig;
import io.gristmill.llm.budget.Price;
import io.gristmill.llm.budget.PriceTable;
import io.gristmill.llm.client.LlmConfig;
import io.gristmill.llm.client.Provider;
import io.gristmill.rehearsal.RehearsalConfig;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Model and budget of a job (blocks {@code llm} and, for the built-in model, {@code rehearsal} of
 * reference.conf).
 */
public record ModelSetup(
    LlmConfig model, BudgetConfig budget, Price price, RehearsalConfig rehearsal) {

  /** Reads the settings; invalid ones are added to the problems. */
  public static ModelSetup read(Settings settings, Problems problems) {
    LlmConfig model = LlmConfig.read(settings, problems);
    BudgetConfig budget = BudgetConfig.read(settings, problems);
    PriceTable prices = PriceTable.read(settings, problems);
    return new ModelSetup(
        model,
        budget,
        budget.price(prices, model.model(), model.provider().isServer(), problems),
        RehearsalConfig.read(settings, problems));
  }

  /**
   * Fingerprint of the settings that influence answers; excludes server address, rate limits and
   * prices.
   */
  public String fingerprint() {
    String rehearsalSettings = model.provider() == Provider.REHEARSAL ? rehearsal.toString() : "";
    return model.provider()
        + " "
        + model.model()
        + " "
        + model.sampling()
        + " "
        + rehearsalSettings;
  }

  /** Spark settings required before the session is created. */
  public static Map<String, String> sparkSettings(SparkConf userSettings) {
    Map<String, String> settings = new TreeMap<>(ModelService.sparkSettings(userSettings));
    // A repeated task finds its answers in the store, so tolerate many lost executors.
    settings.put("spark.task.maxFailures", userSettings.get("spark.task.maxFailures", "20"));
    return settings;
  }

  /** Opens the model for a stage; answers are stored in the run directory. */
  public ModelService open(StageContext context) {
    ModelService service = open(context.spark(), context.folders().responses());
    StoreReport found = service.storeReport();
    if (found.lines() > 0 || found.damagedLines() > 0) {
      context.progress().printLine(describe(found));
    }
    return service;
  }

  /**
   * Opens the model with a response store that no other run uses.
   *
   * @param responses directory of the response store; created if missing
   */
  public ModelService open(SparkSession spark, String responses) {
    return ModelService.open(spark, model, budget, price, responses, rehearsal);
  }

  private static String describe(StoreReport found) {
    String reused =
        String.format(Locale.ROOT, "reusing %,d answers of earlier attempts", found.lines());
    return found.damagedLines() == 0
        ? reused
        : reused
            + String.format(
                Locale.ROOT,
                "; %,d damaged ones moved to quarantine and requested again",
                found.damagedLines());
  }

  /**
   * Runs one exchange per example and returns their results (columns of {@link ExchangeTable}).
   *
   * @param rows number of examples, for the progress display
   * @param together examples with equal values share a task, so that equal requests are sent once
   */
  public Dataset<Row> runExchanges(
      StageContext context,
      Dataset<Row> examples,
      long rows,
      ExchangeTask.ExchangeFactory start,
      Column... together) {
    try (ModelService service = open(context)) {
      Dataset<Row> starts =
          examples
              .select(
                  col(ExamplesTable.POSITION).as(ExchangeTable.PROMPT),
                  lit(0).as(ExchangeTable.CANDIDATE),
                  col("*"))
              .repartition(service.tasks(), together);
      WorkMeter meter =
          WorkMeter.start("rows", rows, service::progressText, service::exchangesEnded);
      try {
        return context.materialize("ends", new ExchangeTask(service.handle(), start).run(starts));
      } finally {
        meter.finish();
        service.throwIfStopped();
      }
    }
  }
}
