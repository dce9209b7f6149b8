package io.gristmill.jobs.job;

import io.gristmill.manifest.StageRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * What a stage may use while it runs.
 *
 * @param spark the session of the whole pipeline
 * @param folders where it may write
 * @param rows number of rows the stage gets
 * @param before what the stages before this one did
 * @param progress names what is going on for the person watching
 */
public record StageContext(
    SparkSession spark, Folders folders, long rows, List<StageRecord> before, Progress progress) {

  /**
   * Folders on the output's file system; none need be there yet.
   *
   * @param work of this attempt alone; removed afterwards
   * @param checkpoint of every attempt at this stage with this fingerprint, so that a long stage
   *     can go on where an earlier attempt ended; removed when the run is done
   * @param responses the answers of models that this run directory has, whatever the stage; stays
   * @param artifacts what earlier stages made that is no table (a model, a tokenizer), by their
   *     names; to read only
   */
  public record Folders(
      String work, String checkpoint, String responses, Map<String, String> artifacts) {

    /** For work that asks no model and needs neither a second attempt nor what others made. */
    public static Folders below(String folder) {
      return new Folders(folder, folder + "-lasting", folder + "-responses", Map.of());
    }
  }

  /** A folder of this attempt alone; removed afterwards. */
  public String workFolder() {
    return folders.work();
  }

  /** The same with a folder of its own inside {@link #workFolder}, for a part of the stage. */
  public StageContext inSubfolder(String name) {
    return new StageContext(
        spark,
        new Folders(
            folders.work() + "/" + name,
            folders.checkpoint(),
            folders.responses(),
            folders.artifacts()),
        rows,
        before,
        progress);
  }

  /** Runs a step under a name that the progress display and Spark's UI show. */
  public <T> T step(String name, Supplier<T> work) {
    return progress.step(spark, name, work);
  }
}
