package io.gristmill.jobs.job;

import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** How many threads a single heavy task may use. */
public final class TaskThreads {

  private TaskThreads() {}

  /**
   * All cores of a local master, where one task has the machine to itself; elsewhere what {@code
   * spark.task.cpus} grants a task.
   *
   * @param wanted threads by configuration; 0 means as many as fit
   */
  public static int of(SparkSession spark, int wanted) {
    if (wanted > 0) {
      return wanted;
    }
    String master = spark.sparkContext().master().toLowerCase(Locale.ROOT);
    boolean local = master.startsWith("local") && !master.startsWith("local-cluster");
    return local
        ? spark.sparkContext().defaultParallelism()
        : spark.sparkContext().conf().getInt("spark.task.cpus", 1);
  }
}
