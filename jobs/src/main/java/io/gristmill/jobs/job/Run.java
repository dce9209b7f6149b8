package io.gristmill.jobs.job;

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
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * One run of one job, from checked settings to the published result.
 *
 * @param job the subcommand
 * @param output the run directory
 * @param stages what to do, in order; the first one reads
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
    TableFormat format,
    boolean pairs,
    boolean overwrite,
    boolean keepStages,
    Optional<String> dataset,
    Map<String, Object> settings,
    List<InputRecord> inputs) {

  /** The version of the program, as in the build. */
  public static final String VERSION = version();

  /** What came of a run, and where it lies. */
  public record Outcome(RunRecord record, String directory, boolean unchanged, int version) {}

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

  /** Runs, or finds the finished result of the same run; starts Spark only where it is needed. */
  public Outcome execute(Progress progress) {
    Sessions.check();
    HadoopFiles files = new HadoopFiles(Sessions.hadoopConfiguration());
    RunDirectory directory = new RunDirectory(files, output);
    List<String> fingerprints = fingerprints();
    if (directory.holdsResult(last(fingerprints), overwrite)) {
      RunRecord record = directory.lastRun().orElseThrow();
      return new Outcome(record, directory.root().toString(), true, publishVersion(files, record));
    }
    directory.create();
    progress.enter(job);
    boolean shared = SparkSession.getDefaultSession().isDefined();
    SparkSession spark = Sessions.open(job);
    spark.sparkContext().addSparkListener(progress);
    String started = now();
    directory.writeRun(record(RunRecord.RUNNING, fingerprints, spark, started, List.of(), null));
    List<StageRecord> records = new ArrayList<>();
    try {
      Pipeline pipeline = new Pipeline(spark, files, directory, progress);
      pipeline.runStages(stages, fingerprints, records);
      pipeline.publish(new Pipeline.PublishOptions(format, pairs), records, fingerprints);
      RunRecord done = record(RunRecord.DONE, fingerprints, spark, started, records, null);
      directory.writeRun(done);
      directory.cleanWork();
      if (!keepStages) {
        directory.removeStages();
      }
      int version = publishVersion(files, done);
      return new Outcome(done, directory.root().toString(), false, version);
    } catch (Throwable failure) { // Spark throws checked exceptions that no signature names
      abandon(directory, record(RunRecord.FAILED, fingerprints, spark, started, records, failure));
      throw failure;
    } finally {
      close(spark, progress, shared);
    }
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
  private static void abandon(RunDirectory directory, RunRecord failed) {
    try {
      directory.writeRun(failed);
      directory.cleanWork();
    } catch (RuntimeException ignored) {
      org.slf4j.LoggerFactory.getLogger(Run.class).debug("no note of the failure left", ignored);
    }
  }

  private List<String> fingerprints() {
    return Pipeline.fingerprints(stages, format + "/" + pairs);
  }

  private RunRecord record(
      String outcome,
      List<String> fingerprints,
      SparkSession spark,
      String started,
      List<StageRecord> records,
      @Nullable Throwable failure) {
    return new RunRecord(
        VERSION,
        job,
        outcome,
        last(fingerprints),
        spark.version(),
        started,
        outcome.equals(RunRecord.RUNNING) ? null : now(),
        format.ending(),
        settings,
        inputs,
        List.copyOf(records),
        Pipeline.totals(records),
        failure == null ? null : String.valueOf(failure.getMessage()));
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
