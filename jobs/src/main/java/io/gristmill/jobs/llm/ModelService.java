package io.gristmill.jobs.llm;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.job.HadoopFiles;
import io.gristmill.llm.budget.Budget;
import io.gristmill.llm.budget.BudgetConfig;
import io.gristmill.llm.budget.Price;
import io.gristmill.llm.client.LlmConfig;
import io.gristmill.rehearsal.RehearsalConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A language model for the tasks of one run, on the driver: its response store, its budget, and why
 * the run is to end. Several in one session are possible, one after the other or at a time, over
 * response stores of their own.
 */
public final class ModelService implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelService.class);

  private static final String PLUGINS = "spark.plugins";
  private static final int MIN_THREADS = 4;

  private final StoreRecovery recovery;
  private final DriverRun driver;
  private final ModelHandle handle;
  private final StoreReport report;
  private final StoredUsage earlierUsage;

  private ModelService(
      StoreRecovery check,
      DriverRun driver,
      ModelHandle handle,
      StoreReport report,
      StoredUsage before) {
    this.recovery = check;
    this.driver = driver;
    this.handle = handle;
    this.report = report;
    this.earlierUsage = before;
  }

  /**
   * Settings that must stand in Spark's configuration before the session is made.
   *
   * @param given what the user has set: plugins are added to the user's own
   */
  public static Map<String, String> sparkSettings(SparkConf given) {
    String plugin = BudgetPlugin.class.getName();
    String own = given.get(PLUGINS, "");
    Map<String, String> settings = new TreeMap<>();
    settings.put(
        PLUGINS,
        List.of(own.split("\\s*,\\s*", -1)).contains(plugin)
            ? own
            : own.isBlank() ? plugin : own + "," + plugin);
    // Two live attempts of one task would ask everything twice.
    settings.put("spark.speculation", "false");
    return settings;
  }

  /**
   * Opens a response store and the budget: verifies every segment, puts damaged lines into
   * quarantine, and sums up what earlier runs spent. Nobody else may write to the store meanwhile
   * or later.
   *
   * @param price of the model; {@link Price#FREE} for the rehearsal
   * @param responses folder of the response store, on any Hadoop file system; made where absent
   * @param rehearsal what the built-in stand-in answers, where the settings name it
   * @throws UserException when the folder cannot be used
   */
  public static ModelService open(
      SparkSession spark,
      LlmConfig model,
      BudgetConfig budget,
      Price price,
      String responses,
      RehearsalConfig rehearsal) {
    StoreRecovery check = new StoreRecovery(spark, responses, price);
    List<SegmentSummary> found;
    try {
      new SegmentFolder(responses, check.configuration().value()).createIfAbsent();
      found = check.summarize(name -> true);
      for (SegmentSummary segment : found) {
        if (!segment.isSound()) {
          check.repair(segment);
        }
      }
    } catch (IOException e) {
      throw new UserException(ExitCode.OUTPUT, responses + ": " + e.getMessage(), e);
    }
    StoreReport report = report(found);
    StoredUsage before = sumUsage(found);
    LOG.info("{}: {}, {}", responses, report, before);
    String token = HadoopFiles.unique();
    ModelHandle handle =
        new ModelHandle(
            token,
            1 + found.stream().mapToInt(segment -> segment.name().run()).max().orElse(0),
            responses,
            model,
            rehearsal,
            price,
            budget.assumedOutputTokens(),
            threads(budget.maxConcurrency(), spark.sparkContext().defaultParallelism()),
            check.configuration());
    Budget leases = new Budget(budget, before.costNanos(), System.nanoTime());
    return new ModelService(check, new DriverRun(token, leases), handle, report, before);
  }

  /** Twice an even share, so that a task that waits for its last answers leaves no gap. */
  private static int threads(int inFlight, int tasks) {
    int share = (int) Math.ceil(2.0 * inFlight / Math.max(1, tasks));
    return Math.min(inFlight, Math.max(MIN_THREADS, share));
  }

  private static StoreReport report(List<SegmentSummary> found) {
    return new StoreReport(
        found.size(),
        found.stream().mapToLong(SegmentSummary::lines).sum(),
        found.stream().mapToLong(segment -> segment.damaged().size()).sum(),
        found.stream().filter(segment -> !segment.isSound()).count(),
        found.stream().filter(SegmentSummary::isTorn).count());
  }

  private static StoredUsage sumUsage(List<SegmentSummary> found) {
    return found.stream().map(SegmentSummary::usage).reduce(StoredUsage.NONE, StoredUsage::plus);
  }

  /** For the closures of tasks. */
  public ModelHandle handle() {
    return handle;
  }

  /**
   * Passes unless any process found a reason to end the run; to be called after every Spark job
   * that asks.
   *
   * @throws UserException with the first reason: 81 when the money is used up, 69 for a dead server
   *     or a refused key, 75 for a request that met passing failures only, 73 when answers cannot
   *     be stored, 78 when the key cannot be read
   */
  public void throwIfStopped() {
    StopReason stop = driver.stopReason();
    if (stop != null) {
      throw stop.exception();
    }
  }

  /** Reads what this run has stored and adds it up; not to be called while tasks ask. */
  public RunUsage usage() {
    try {
      StoredUsage own = sumUsage(recovery.summarize(name -> name.run() == handle.run()));
      return new RunUsage(earlierUsage.plus(own), own, counts());
    } catch (IOException e) {
      throw new UserException(ExitCode.OUTPUT, handle.responses() + ": " + e.getMessage(), e);
    }
  }

  /** What the processes have done so far, at most a second old; costs nothing. */
  public CallCounts counts() {
    return driver.counts();
  }

  /** Nano-dollars that are known to be spent, by earlier runs too; costs nothing. */
  public long spentNanos() {
    return driver.budget().spentNanos();
  }

  /** How the response store was found. */
  public StoreReport storeReport() {
    return report;
  }

  /** Ends calls and threads of the run, in other processes within a second or so. */
  @Override
  public void close() {
    driver.close();
    ModelClients.close(handle.token());
  }
}
