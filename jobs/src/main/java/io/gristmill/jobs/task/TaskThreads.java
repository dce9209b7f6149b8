package io.gristmill.jobs.task;

import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** Chooses the number of threads of a single heavy task. */
public final class TaskThreads {

  private TaskThreads() {}

  /**
   * Returns all cores with a local master, since the task is alone on the machine, and {@code
   * spark.task.cpus} otherwise.
   *
   * @param configured the configured number of threads; 0 chooses
   */
  public static int of(SparkSession spark, int configured) {
    if (configured > 0) {
      return configured;
    }
    String master = spark.sparkContext().master().toLowerCase(Locale.ROOT);
    boolean local = master.startsWith("local") && !master.startsWith("local-cluster");
    return local
        ? spark.sparkContext().defaultParallelism()
        : spark.sparkContext().conf().getInt("spark.task.cpus", 1);
  }
}
