package io.gristmill.jobs.llm;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.StageContext;
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

  /** Distributes exchanges: one task per core, each with its share of the concurrency. */
  public ExchangeSetup exchangeSetup(SparkSession spark, ModelService service) {
    return new ExchangeSetup(
        service, price, Math.max(1, spark.sparkContext().defaultParallelism()));
  }
}
