package io.gristmill.jobs.job;

import io.gristmill.check.UserException;
import io.gristmill.jobs.table.TableFormat;
import io.gristmill.manifest.InputRecord;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of one job, from checked settings to the published result.
 *
 * @param job the subcommand
 * @param output the run directory
 * @param stages what to do, in order; the first one reads
 * @param reads earlier stages by the names of those that read their tables in place of that of the
 *     stage before
 * @param format of the published tables
 * @param pairs whether a table of pairs is part of the result
 * @param overwrite whether another run's result in the directory may be replaced
 * @param keepStages whether the tables between stages stay after a success
 * @param dataset the data set's root that the result becomes a version of, if any
 * @param settings every setting by dotted key, secrets hidden
 * @param inputs the input files with their hashes
 */
public record Run(
    String job,
    String output,
    List<Stage> stages,
    Map<String, String> reads,
    TableFormat format,
    boolean pairs,
    boolean overwrite,
    boolean keepStages,
    Optional<String> dataset,
    Map<String, Object> settings,
    List<InputRecord> inputs) {

  private static final Logger LOG = LoggerFactory.getLogger(Run.class);

  /** The version of the program, as in the build. */
  public static final String VERSION = version();

  /** What came of a run, and where it lies. */
  public record Result(
      RunRecord record,
      String directory,
      boolean unchanged,
      Optional<String> dataset,
      int version) {}

  /** The hash of everything that decides the result's bytes. */
  public String fingerprint() {
    return last(fingerprints());
  }

  /**
   * Makes sure, without writing, that the run can start.
   *
   * @return what stands in the place of the result already, for a person
   */
  public String check() {
    Sessions.check();
    RunDirectory directory =
        new RunDirectory(new HadoopFiles(Sessions.hadoopConfiguration()), output);
    return directory.holdsResult(fingerprint(), overwrite)
        ? "holds this very result"
        : directory
            .lastRun()
            .map(last -> "holds a run that is " + last.outcome())
            .orElse("is free");
  }

  /**
   * Runs, or finds the finished result of the same run; starts Spark only where it is needed.
   *
   * @throws UserException when another run is at work in the directory, or the disk is full
   */
  public Result execute(Progress progress) {
    Sessions.check();
    HadoopFiles files = new HadoopFiles(Sessions.hadoopConfiguration());
    RunDirectory directory = new RunDirectory(files, output);
    List<String> fingerprints = fingerprints();
    if (directory.holdsResult(last(fingerprints), overwrite)) {
      cleanUp(files, directory, progress);
      return unchanged(files, directory);
    }
    directory.create();
    try (RunLock claim = RunLock.acquire(files, directory.root(), job, progress::printLine)) {
      return directory.holdsResult(last(fingerprints), overwrite) // of a run that ended just now
          ? unchanged(files, directory)
          : run(files, directory, claim, fingerprints, progress);
    }
  }

  private Result unchanged(HadoopFiles files, RunDirectory directory) {
    RunRecord record = directory.lastRun().orElseThrow();
    return result(directory, record, true, publishVersion(files, record));
  }

  private Result result(RunDirectory directory, RunRecord record, boolean unchanged, int version) {
    return new Result(record, directory.root().toString(), unchanged, dataset, version);
  }

  /** Ends what a run that was killed after its last word could not. */
  private void cleanUp(HadoopFiles files, RunDirectory directory, Progress progress) {
    if (RunLock.existsIn(files, directory.root())) {
      try (RunLock claim = RunLock.acquire(files, directory.root(), job, progress::printLine)) {
        removeTraces(directory, claim);
      } catch (UserException atWork) {
        LOG.debug("{} is left as it is", output, atWork);
      }
    }
  }

  private void removeTraces(RunDirectory directory, RunLock claim) {
    claim.ensureHeld();
    directory.cleanWork();
    if (!keepStages) {
      directory.removeStages();
    }
  }

  private Result run(
      HadoopFiles files,
      RunDirectory directory,
      RunLock claim,
      List<String> fingerprints,
      Progress progress) {
    directory.cleanWork(); // of runs that were killed
    progress.enterStage(job);
    boolean shared = SparkSession.getDefaultSession().isDefined();
    SparkSession spark = Sessions.open(job, this::sparkSettings);
    spark.sparkContext().addSparkListener(progress);
    RunRecord done;
    try {
      done =
          attempt(
              new Pipeline(spark, files, directory, progress, lineage()),
              directory,
              claim,
              fingerprints);
    } finally {
      close(spark, progress, shared);
    }
    removeTraces(directory, claim);
    int version = publishVersion(files, done);
    return result(directory, done, false, version);
  }

  private Map<String, String> sparkSettings(SparkConf given) {
    Map<String, String> settings = new TreeMap<>();
    stages.forEach(stage -> settings.putAll(stage.sparkSettings(given)));
    return settings;
  }

  /** Runs the stages and publishes; a failure leaves a note. */
  private RunRecord attempt(
      Pipeline pipeline, RunDirectory directory, RunLock claim, List<String> fingerprints) {
    String started = now();
    String spark = pipeline.sparkVersion();
    List<StageRecord> records = new ArrayList<>();
    try {
      directory.writeAttempt(
          record(RunRecord.RUNNING, fingerprints, spark, started, records, null));
      Pipeline.PublishOptions options = new Pipeline.PublishOptions(format, pairs);
      pipeline.runStages(stages, fingerprints, options, records);
      Map<String, Path> results = pipeline.writeResults(options, records, fingerprints);
      claim.ensureHeld();
      directory.publish(
          results, record(RunRecord.RUNNING, fingerprints, spark, started, records, null));
      claim.ensureHeld();
      RunRecord done = record(RunRecord.DONE, fingerprints, spark, started, records, null);
      directory.writeRun(done);
      return done;
    } catch (Throwable failure) { // Spark throws checked exceptions that no signature names
      UserException known = userException(failure, claim, directory);
      String error = FailureReason.describe(known == null ? failure : known);
      recordFailure(
          directory, claim, record(RunRecord.FAILED, fingerprints, spark, started, records, error));
      if (known != null) {
        throw known;
      }
      throw failure;
    }
  }

  /** What the user can do about a failure, where the machine or another run is the reason. */
  private static @Nullable UserException userException(
      Throwable failure, RunLock claim, RunDirectory directory) {
    try {
      claim.ensureHeld();
    } catch (UserException lost) {
      return lost;
    } catch (RuntimeException unknown) {
      LOG.debug("cannot tell whose {} is", directory.root(), unknown);
    }
    return FullDisk.of(failure, directory.root().toString());
  }

  /** A session that was there before the run stays. */
  private static void close(SparkSession spark, Progress progress, boolean shared) {
    if (shared) {
      spark.sparkContext().removeSparkListener(progress);
    } else {
      spark.stop();
    }
  }

  private int publishVersion(HadoopFiles files, RunRecord record) {
    return dataset.map(root -> new Versions(files, root).publish(output, record)).orElse(0);
  }

  /** Leaves a note of the failure; what cannot be written then is not worth a second error. */
  private static void recordFailure(RunDirectory directory, RunLock claim, RunRecord failed) {
    try {
      if (claim.isHeld()) {
        directory.cleanWork(); // first: the disk may be full
        directory.writeAttempt(failed);
      }
    } catch (RuntimeException ignored) {
      LOG.debug("no note of the failure left", ignored);
    }
  }

  private List<String> fingerprints() {
    return Pipeline.fingerprints(stages, lineage(), format + "/" + pairs);
  }

  private Lineage lineage() {
    return new Lineage(stages.stream().map(Stage::name).toList(), reads);
  }

  private RunRecord record(
      String outcome,
      List<String> fingerprints,
      String spark,
      String started,
      List<StageRecord> records,
      @Nullable String error) {
    return new RunRecord(
        VERSION,
        job,
        outcome,
        last(fingerprints),
        spark,
        started,
        outcome.equals(RunRecord.RUNNING) ? null : now(),
        format.ending(),
        settings,
        inputs,
        List.copyOf(records),
        Pipeline.totals(records),
        error);
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String last(List<String> fingerprints) {
    return fingerprints.get(fingerprints.size() - 1);
  }

  private static String version() {
    String version = Run.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
