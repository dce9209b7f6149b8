package io.gristmill.jobs.pipeline;

import io.gristmill.check.UserException;
import io.gristmill.jobs.progress.Progress;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.storage.FullDisk;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.storage.RunLock;
import io.gristmill.jobs.table.TableFormat;
import io.gristmill.jobs.task.FailureReason;
import io.gristmill.manifest.InputRecord;
import io.gristmill.manifest.RunRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import scala.Option;

/**
 * One run of one job, from checked settings to the published result.
 *
 * @param job the subcommand
 * @param output the run directory
 * @param stages the stages, in order; the first one reads the input
 * @param reads the earlier stage whose table a stage reads, by the name of the reading stage; other
 *     stages read the table of the stage before
 * @param format the format of the published tables
 * @param pairs whether to publish a table of similar pairs
 * @param overwrite whether to replace the result of another run in the directory
 * @param keepStages whether to keep the tables between stages after a success
 * @param dataset the root of the data set that the result becomes a version of, if any
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

  /** The version of the program, from the build. */
  public static final String VERSION = version();

  /**
   * The result of a run.
   *
   * @param directory the absolute run directory
   * @param unchanged whether the directory already held this result
   * @param dataset the root of the data set that the result is a version of, if any
   * @param version its number in the data set; 0 without a data set
   */
  public record Result(
      RunRecord record,
      String directory,
      boolean unchanged,
      Optional<String> dataset,
      int version) {}

  /** Hash of everything that decides the bytes of the result: input, settings and code. */
  public String fingerprint() {
    return last(fingerprints());
  }

  /**
   * Checks, without writing, that the run can start.
   *
   * @return the current content of the run directory in words, for {@code --dry-run}
   */
  public String check() {
    Sessions.check();
    RunDirectory directory = new RunDirectory(HadoopFiles.open(), output);
    return directory.holdsResult(fingerprint(), overwrite)
        ? "holds this very result"
        : directory
            .lastRun()
            .map(last -> "holds a run that is " + last.outcome())
            .orElse("is free");
  }

  /**
   * Runs the stages, or returns the finished result of the same run. Only when a stage has to run,
   * it uses the open Spark session, which stays as it is, or starts one and stops it.
   *
   * @throws UserException when another run holds the lock of the directory, or the disk is full
   */
  public Result execute(Progress progress) {
    Sessions.check();
    HadoopFiles files = HadoopFiles.open();
    RunDirectory directory = new RunDirectory(files, output);
    List<String> fingerprints = fingerprints();
    if (directory.holdsResult(last(fingerprints), overwrite)) {
      cleanUp(files, directory, progress);
      return unchanged(files, directory);
    }
    directory.create();
    try (RunLock lock = RunLock.acquire(files, directory.root(), job, progress::printLine)) {
      return directory.holdsResult(last(fingerprints), overwrite) // of a run that ended just now
          ? unchanged(files, directory)
          : run(files, directory, lock, fingerprints, progress);
    }
  }

  private Result unchanged(HadoopFiles files, RunDirectory directory) {
    RunRecord record = directory.lastRun().orElseThrow();
    return result(directory, record, true, publishVersion(files, record));
  }

  private Result result(RunDirectory directory, RunRecord record, boolean unchanged, int version) {
    return new Result(record, directory.root().toString(), unchanged, dataset, version);
  }

  /** Removes the temporary files of a run that was killed after it had published its result. */
  private void cleanUp(HadoopFiles files, RunDirectory directory, Progress progress) {
    if (RunLock.existsIn(files, directory.root())) {
      try (RunLock lock = RunLock.acquire(files, directory.root(), job, progress::printLine)) {
        removeTraces(directory, lock);
      } catch (UserException atWork) {
        LOG.debug("{} is in use and not cleaned up", output, atWork);
      }
    }
  }

  private void removeTraces(RunDirectory directory, RunLock lock) {
    lock.ensureHeld();
    directory.cleanWork();
    if (!keepStages) {
      directory.removeStages();
    }
  }

  private Result run(
      HadoopFiles files,
      RunDirectory directory,
      RunLock lock,
      List<String> fingerprints,
      Progress progress) {
    directory.cleanWork(); // of runs that were killed
    progress.enterStage(job);
    Option<SparkSession> open = SparkSession.getDefaultSession();
    Option<SparkSession> active = SparkSession.getActiveSession();
    SparkSession spark =
        open.isDefined()
            ? Sessions.within(open.get(), this::sparkSettings)
            : Sessions.open(job, this::sparkSettings);
    spark.sparkContext().addSparkListener(progress);
    RunRecord done;
    try {
      SparkSession.setActiveSession(spark);
      Pipeline pipeline = new Pipeline(spark, files, directory, progress, this, fingerprints);
      done = attempt(pipeline, directory, lock);
    } finally {
      if (open.isDefined()) {
        spark.sparkContext().removeSparkListener(progress);
        restoreActive(active);
      } else {
        spark.stop();
      }
    }
    removeTraces(directory, lock);
    int version = publishVersion(files, done);
    return result(directory, done, false, version);
  }

  private Map<String, String> sparkSettings(SparkConf userSettings) {
    Map<String, String> settings = new TreeMap<>();
    stages.forEach(stage -> settings.putAll(stage.sparkSettings(userSettings)));
    return settings;
  }

  /** Runs the stages and publishes the result; records a failure in the run directory. */
  private RunRecord attempt(Pipeline pipeline, RunDirectory directory, RunLock lock) {
    try {
      directory.writeAttempt(pipeline.record(RunRecord.RUNNING, null));
      pipeline.runStages();
      Map<String, Path> results = pipeline.writeResults();
      lock.ensureHeld();
      directory.publish(results, pipeline.record(RunRecord.RUNNING, null));
      lock.ensureHeld();
      RunRecord done = pipeline.record(RunRecord.DONE, null);
      directory.writeRun(done);
      return done;
    } catch (Throwable failure) { // Spark throws undeclared checked exceptions
      UserException known = userException(failure, lock, directory);
      String error = FailureReason.describe(known == null ? failure : known);
      recordFailure(directory, lock, pipeline.record(RunRecord.FAILED, error));
      if (known != null) {
        throw known;
      }
      throw failure;
    }
  }

  /**
   * The failure as the user can fix it, when the run lock was lost or the disk is full; else null.
   */
  private static @Nullable UserException userException(
      Throwable failure, RunLock lock, RunDirectory directory) {
    try {
      lock.ensureHeld();
    } catch (UserException lost) {
      return lost;
    } catch (RuntimeException unknown) {
      LOG.debug("the lock of {} cannot be read", directory.root(), unknown);
    }
    return FullDisk.of(failure, directory.root().toString());
  }

  private static void restoreActive(Option<SparkSession> active) {
    if (active.isDefined()) {
      SparkSession.setActiveSession(active.get());
    } else {
      SparkSession.clearActiveSession();
    }
  }

  private int publishVersion(HadoopFiles files, RunRecord record) {
    return dataset.map(root -> new Versions(files, root).publish(output, record)).orElse(0);
  }

  /** Records the failure; an error while recording it is logged only. */
  private static void recordFailure(RunDirectory directory, RunLock lock, RunRecord failed) {
    try {
      if (lock.isHeld()) {
        directory.cleanWork(); // first: the disk may be full
        directory.writeAttempt(failed);
      }
    } catch (RuntimeException ignored) {
      LOG.debug("the failure was not recorded", ignored);
    }
  }

  private List<String> fingerprints() {
    return Pipeline.fingerprints(stages, lineage(), format + "/" + pairs);
  }

  Lineage lineage() {
    return new Lineage(stages.stream().map(Stage::name).toList(), reads);
  }

  static String now() {
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
