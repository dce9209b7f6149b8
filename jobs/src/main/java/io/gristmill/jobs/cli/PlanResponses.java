package io.gristmill.jobs.cli;

import io.gristmill.jobs.exchange.ModelSetup;
import io.gristmill.jobs.job.HadoopFiles;
import io.gristmill.jobs.job.RunLock;
import io.gristmill.jobs.job.Sessions;
import io.gristmill.jobs.llm.ModelClient;
import io.gristmill.jobs.llm.ModelService;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A run directory whose model is asked from here, so that its answers are there for a later run.
 */
final class PlanResponses implements AutoCloseable {

  private final SparkSession spark;
  private final RunLock lock;
  private final ModelService service;

  private PlanResponses(SparkSession spark, RunLock lock, ModelService service) {
    this.spark = spark;
    this.lock = lock;
    this.service = service;
  }

  /**
   * Opens the directory, made where absent.
   *
   * @throws io.gristmill.check.UserException when another run is at work in it
   */
  static PlanResponses open(String output, ModelSetup model) {
    Sessions.check();
    HadoopFiles files = new HadoopFiles(Sessions.hadoopConfiguration());
    Path root = files.qualify(output);
    files.makeFolder(root);
    RunLock lock = RunLock.acquire(files, root, PlanCommand.NAME, line -> {});
    try {
      SparkSession spark = Sessions.open(PlanCommand.NAME);
      return new PlanResponses(spark, lock, model.open(spark, root.toString() + "/responses"));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  ModelClient modelClient() {
    return service.handle().modelClient();
  }

  void throwIfStopped() {
    service.throwIfStopped();
  }

  @Override
  public void close() {
    service.close();
    spark.stop();
    lock.close();
  }
}
