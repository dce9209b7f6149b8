package io.gristmill.jobs.cli;

import io.gristmill.jobs.llm.ModelClient;
import io.gristmill.jobs.llm.ModelService;
import io.gristmill.jobs.llm.ModelSetup;
import io.gristmill.jobs.pipeline.Sessions;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.storage.RunLock;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The run directory in which {@code plan --ask} stores the responses of the model, so that a later
 * {@code generate} into the same directory reuses them.
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
   * Opens the directory and creates it if necessary.
   *
   * @throws io.gristmill.check.UserException if another run holds the directory's lock
   */
  static PlanResponses open(String output, ModelSetup model) {
    Sessions.check();
    HadoopFiles files = HadoopFiles.open();
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
