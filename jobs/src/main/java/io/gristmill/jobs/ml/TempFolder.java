package io.gristmill.jobs.ml;

import io.gristmill.jobs.progress.Progress;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.table.DataFrames;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A folder for the tables of one search. Closing it deletes intermediate tables; the result is
 * deleted when the program ends, since it may be read until then.
 */
final class TempFolder implements AutoCloseable {

  private static final String RESULT = "result";

  private final SparkSession spark;
  private final HadoopFiles files;
  private final Path folder;
  private final Progress progress = Progress.silent();

  private TempFolder(SparkSession spark, HadoopFiles files, Path folder) {
    this.spark = spark;
    this.files = files;
    this.folder = folder;
  }

  /**
   * Creates a new folder.
   *
   * @param preferred parent folder; empty for Spark's checkpoint directory, or for the temporary
   *     folder of this machine if Spark runs in one process
   * @throws IllegalArgumentException if none of them is available, i.e. Spark runs on several
   *     machines
   */
  static TempFolder open(SparkSession spark, String stage, String preferred) {
    HadoopFiles files = new HadoopFiles(spark.sparkContext().hadoopConfiguration());
    Path parent = files.qualify(parent(spark, stage, preferred));
    Path folder = new Path(parent, "gristmill-" + HadoopFiles.unique());
    files.makeFolder(folder);
    files.deleteAtExit(folder);
    return new TempFolder(spark, files, folder);
  }

  private static String parent(SparkSession spark, String stage, String preferred) {
    if (!preferred.isEmpty()) {
      return preferred;
    }
    if (spark.sparkContext().getCheckpointDir().isDefined()) {
      return spark.sparkContext().getCheckpointDir().get();
    }
    if (spark.sparkContext().isLocal()) {
      return System.getProperty("java.io.tmpdir");
    }
    throw new IllegalArgumentException(
        stage
            + ": tempDir must be set (or SparkContext.setCheckpointDir called) with a folder"
            + " that all executors can access, was empty");
  }

  StageContext context() {
    String work = new Path(folder, "work").toString();
    return new StageContext(spark, StageContext.Folders.below(work), 0, List.of(), progress);
  }

  Dataset<Row> save(Dataset<Row> result) {
    return DataFrames.materialize(result, new Path(folder, RESULT).toString());
  }

  @Override
  public void close() {
    progress.close();
    files.delete(new Path(folder, "work"));
  }
}
