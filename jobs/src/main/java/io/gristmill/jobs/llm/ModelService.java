package io.gristmill.jobs.llm;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.llm.budget.Budget;
import io.gristmill.llm.budget.BudgetConfig;
import io.gristmill.llm.budget.Dollars;
import io.gristmill.llm.budget.Price;
import io.gristmill.llm.client.LlmConfig;
import io.gristmill.rehearsal.RehearsalConfig;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Driver side of a language model for the tasks of one run: response store, budget and reason to
 * stop. A session may use several, also at the same time, with separate response stores.
 */
public final class ModelService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelService.class);

  private static final String PLUGINS = "spark.plugins";
  private static final int MIN_THREADS = 4;

  private final DriverRun driver;
  private final ModelHandle handle;
  private final StoreReport report;
  private final int tasks;

  private ModelService(DriverRun driver, ModelHandle handle, StoreReport report, int tasks) {
    this.driver = driver;
    this.handle = handle;
    this.report = report;
    this.tasks = tasks;
  }

  /**
   * Returns settings that Spark's configuration needs before the session is created.
   *
   * @param userSettings the user's settings; the plugin is added to the user's plugins
   */
  public static Map<String, String> sparkSettings(SparkConf userSettings) {
    String plugin = BudgetPlugin.class.getName();
    String own = userSettings.get(PLUGINS, "");
    Map<String, String> settings = new TreeMap<>();
    settings.put(
        PLUGINS,
        List.of(own.split("\\s*,\\s*", -1)).contains(plugin)
            ? own
            : own.isBlank() ? plugin : own + "," + plugin);
    // Two concurrent attempts of a task would send every request twice.
    settings.put("spark.speculation", "false");
    return settings;
  }

  /**
   * Opens a response store and the budget: verifies all segments, moves damaged lines to quarantine
   * and sums up the spending of earlier runs. No other run may write to the store from now on.
   *
   * @param price price of the model; {@link Price#FREE} for the rehearsal
   * @param responses directory of the response store on any Hadoop file system; created if missing
   * @param rehearsal settings of the rehearsal, if it is the provider
   * @throws UserException if the directory cannot be used
   */
  public static ModelService open(
      SparkSession spark,
      LlmConfig model,
      BudgetConfig budget,
      Price price,
      String responses,
      RehearsalConfig rehearsal) {
    StoreRecovery recovery = new StoreRecovery(spark, responses, price);
    List<SegmentSummary> segments;
    try {
      new SegmentFolder(responses, recovery.configuration().value()).createIfAbsent();
      segments = recovery.summarize();
      for (SegmentSummary segment : segments) {
        if (!segment.isSound()) {
          recovery.repair(segment);
        }
      }
    } catch (IOException e) {
      throw new UserException(ExitCode.OUTPUT, responses + ": " + e.getMessage(), e);
    }
    StoreReport report = report(segments);
    TokenUsage before =
        segments.stream().map(SegmentSummary::usage).reduce(TokenUsage.ZERO, TokenUsage::plus);
    LOG.info("{}: {}, {}", responses, report, before);
    int tasks = Math.max(1, spark.sparkContext().defaultParallelism());
    String token = HadoopFiles.unique();
    ModelHandle handle =
        new ModelHandle(
            token,
            1 + segments.stream().mapToInt(segment -> segment.name().run()).max().orElse(0),
            responses,
            model,
            rehearsal,
            price,
            budget.assumedOutputTokens(),
            threads(budget.maxConcurrency(), tasks),
            recovery.configuration());
    Budget leases = new Budget(budget, before.nanoDollars(), System.nanoTime());
    return new ModelService(new DriverRun(token, leases), handle, report, tasks);
  }

  /**
   * Returns twice an even share, so that a task that waits for its last answers leaves no slot
   * unused.
   */
  private static int threads(int inFlight, int tasks) {
    int share = (int) Math.ceil(2.0 * inFlight / tasks);
    return Math.min(inFlight, Math.max(MIN_THREADS, share));
  }

  private static StoreReport report(List<SegmentSummary> segments) {
    return new StoreReport(
        segments.size(),
        segments.stream().mapToLong(SegmentSummary::lines).sum(),
        segments.stream().mapToLong(segment -> segment.damaged().size()).sum(),
        segments.stream().filter(segment -> !segment.isSound()).count(),
        segments.stream().filter(SegmentSummary::isTorn).count());
  }

  /** Handle for the closures of tasks. */
  public ModelHandle handle() {
    return handle;
  }

  /**
   * Throws if any process has stopped the run. Call it after every Spark job that sends requests.
   *
   * @throws UserException with the first reason: exit code 81 if the spending limit is used up, 69
   *     for a server that is down or a rejected key, 75 for a request with transient errors only,
   *     73 if answers cannot be stored, 78 if the key cannot be read
   */
  public void throwIfStopped() {
    StopReason stop = driver.stopReason();
    if (stop != null) {
      throw stop.exception();
    }
  }

  /** Number of Spark tasks that send requests: one per core, each with its share of the threads. */
  public int tasks() {
    return tasks;
  }

  /** Counts of all processes, at most a second old; cheap. */
  CallCounts counts() {
    return driver.counts();
  }

  /** Number of finished exchanges, for progress display; those of repeated tasks count again. */
  public long exchangesEnded() {
    return counts().exchangesEnded();
  }

  /** Progress text about the requests of the run. */
  public String progressText() {
    CallCounts counts = counts();
    return String.format(
        Locale.ROOT,
        "%,d requests, %,d from the store, %,d tokens, %s",
        counts.usage().requests(),
        counts.fromStore(),
        counts.usage().promptTokens() + counts.usage().completionTokens(),
        Dollars.show(spentNanos()));
  }

  /** Nano-dollars known to be spent, including earlier runs; cheap. */
  long spentNanos() {
    return driver.budget().spentNanos();
  }

  /** State of the response store when it was opened. */
  StoreReport storeReport() {
    return report;
  }

  /** Ends the calls and threads of the run, in other processes within about a second. */
  @Override
  public void close() {
    driver.close();
    CachingModelClient.close(handle.token());
  }
}
