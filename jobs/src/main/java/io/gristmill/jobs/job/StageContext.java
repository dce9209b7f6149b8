package io.gristmill.jobs.job;

import io.gristmill.manifest.StageRecord;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * What a stage may use while it runs.
 *
 * @param spark the session of the whole pipeline
 * @param workFolder a folder of this attempt alone, on the output's file system; removed afterwards
 * @param rows number of rows the stage gets
 * @param before what the stages before this one did
 * @param progress names what is going on for the person watching
 */
public record StageContext(
    SparkSession spark, String workFolder, long rows, List<StageRecord> before, Progress progress) {

  /** Runs a step under a name that the progress display and Spark's UI show. */
  public <T> T step(String name, Supplier<T> work) {
    return progress.step(spark, name, work);
  }
}
