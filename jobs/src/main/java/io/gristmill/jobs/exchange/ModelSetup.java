package io.gristmill.jobs.exchange;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.llm.ModelService;
import io.gristmill.jobs.llm.StoreReport;
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
 * The model that a job asks, and what it may use; block {@code llm} of reference.conf, and {@code
 * rehearsal} for the built-in one.
 */
public record ModelSetup(
    LlmConfig model, BudgetConfig budget, Price price, RehearsalConfig rehearsal) {

  /** Reads and checks the blocks; what is wrong goes to the problems. */
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
   * What decides the answers as far as the settings can: not where the server is, how fast it may
   * be asked or what it costs.
   */
  public String fingerprint() {
    String stands = model.provider() == Provider.REHEARSAL ? rehearsal.toString() : "";
    return model.provider() + " " + model.model() + " " + model.sampling() + " " + stands;
  }

  /** What Spark must be set to before a session in which a model is asked. */
  public static Map<String, String> sparkSettings(SparkConf given) {
    Map<String, String> settings = new TreeMap<>(ModelService.sparkSettings(given));
    // A task that is run again has its answers: lost executors are no reason to give up soon.
    settings.put("spark.task.maxFailures", given.get("spark.task.maxFailures", "20"));
    return settings;
  }

  /** Opens the model for a stage; answers are kept in the run directory. */
  public ModelService open(StageContext context) {
    ModelService service = open(context.spark(), context.folders().responses());
    StoreReport found = service.storeReport();
    if (found.lines() > 0 || found.damagedLines() > 0) {
      context.progress().printLine(describe(found));
    }
    return service;
  }

  /**
   * Opens the model over a folder of stored answers that nobody else uses.
   *
   * @param responses made where absent
   */
  public ModelService open(SparkSession spark, String responses) {
    return ModelService.open(spark, model, budget, price, responses, rehearsal);
  }

  private static String describe(StoreReport found) {
    String kept =
        String.format(Locale.ROOT, "%,d answers of earlier attempts are used again", found.lines());
    return found.damagedLines() == 0
        ? kept
        : kept
            + String.format(
                Locale.ROOT,
                "; %,d damaged ones are in quarantine and asked for again",
                found.damagedLines());
  }

  /** How exchanges are spread: a task a core, each with its share of the calls in flight. */
  public ExchangeSetup exchangeSetup(SparkSession spark, ModelService service) {
    return new ExchangeSetup(
        service, price, Math.max(1, spark.sparkContext().defaultParallelism()));
  }
}
