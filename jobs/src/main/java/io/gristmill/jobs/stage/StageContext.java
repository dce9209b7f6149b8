package io.gristmill.jobs.stage;

import io.gristmill.jobs.progress.Progress;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.manifest.StageRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The resources of a running stage.
 *
 * @param spark the session of the whole pipeline
 * @param folders the folders that the stage may use
 * @param rows the number of input rows
 * @param before the records of the stages before this one
 * @param progress the progress display
 */
public record StageContext(
    SparkSession spark, Folders folders, long rows, List<StageRecord> before, Progress progress) {

  /**
   * Folders on the output's file system; they need not exist yet.
   *
   * @param work temporary files of this attempt
   * @param checkpoint files that a later attempt at the same stage (same fingerprint) resumes from;
   *     removed when the run is done
   * @param responses model responses, shared by all stages and runs of this run directory; kept
   * @param artifacts read-only, non-tabular outputs (models, tokenizers) of earlier stages, by
   *     stage name
   */
  public record Folders(
      String work, String checkpoint, String responses, Map<String, String> artifacts) {

    /** Folders for work without checkpoints, model responses or artifacts of earlier stages. */
    public static Folders below(String folder) {
      return new Folders(folder, folder + "-lasting", folder + "-responses", Map.of());
    }
  }

  public String workFolder() {
    return folders.work();
  }

  /** A context for a part of the stage, with a subfolder of {@link #workFolder}. */
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

  public JavaSparkContext javaContext() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** Writes rows to the work folder and reads them back, so that they are computed once. */
  public Dataset<Row> materialize(String name, Dataset<Row> rows) {
    return DataFrames.materialize(rows, folders.work() + "/" + name);
  }

  /** Runs a step; the progress display and Spark's UI show its name. */
  public <T> T step(String name, Supplier<T> work) {
    return progress.step(spark, name, work);
  }
}
