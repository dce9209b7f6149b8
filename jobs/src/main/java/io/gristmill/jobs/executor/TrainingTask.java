package io.gristmill.jobs.executor;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.storage.RemoteDirectory;
import io.gristmill.jobs.task.FailureReason;
import io.gristmill.jobs.train.run.PortableJob;
import io.gristmill.jobs.train.run.TrainingJob;
import io.gristmill.manifest.JsonDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.resource.ResourceInformation;
import org.jspecify.annotations.Nullable;

/**
 * A training in a Spark task. Errors that the user can fix are returned as a report instead of a
 * failure, so that Spark does not retry them. A lost executor is retried and resumes from the last
 * checkpoint.
 *
 * @param markerFile name of a file that the driver wrote into the run directory, to check that it
 *     is shared; empty for a remote file system
 */
record TrainingTask(PortableJob job, String version, boolean overwrite, String markerFile)
    implements Function<Integer, String> {

  private static final String GPU = "gpu";
  private static final String HADOOP = "spark.hadoop.";

  /** Maximum wait (seconds) of a retry for an attempt that Spark considers lost but still runs. */
  private static final long PATIENCE_SECONDS = 60;

  /** Returns JSON text, which every Spark serializer supports. */
  @Override
  public String call(Integer nothing) throws IOException {
    return JsonDocument.write(report());
  }

  private TaskReport report() throws IOException {
    try {
      copyHadoopSettings(SparkEnv.get().conf());
      return TaskReport.done(trainWithRetry());
    } catch (RuntimeException | IOException failure) {
      UserException known = FailureReason.userException(failure);
      if (known == null) {
        throw failure;
      }
      return TaskReport.refused(known);
    } catch (OutOfMemoryError full) {
      return TaskReport.refused(
          new UserException(
              ExitCode.TRY_AGAIN,
              String.format(
                  "out of memory in the JVM of an executor (%s): raise %s.executor.memory and run"
                      + " the command again",
                  full.getMessage(), job.job()),
              full));
    }
  }

  /** Copies Spark's Hadoop settings into system properties, for file access without Spark. */
  private static void copyHadoopSettings(SparkConf conf) {
    for (scala.Tuple2<String, String> entry : conf.getAllWithPrefix(HADOOP)) {
      if (System.getProperty(HADOOP + entry._1()) == null) {
        System.setProperty(HADOOP + entry._1(), entry._2());
      }
    }
  }

  private TrainingJob.Result trainWithRetry() throws IOException {
    boolean again = TaskContext.get().attemptNumber() > 0;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try {
        return train();
      } catch (UserException busy) {
        boolean passing = again && busy.exitCode() == ExitCode.TRY_AGAIN;
        if (!passing || System.nanoTime() > end) {
          throw busy;
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("the task was interrupted");
    }
  }

  private TrainingJob.Result train() throws IOException {
    String where =
        SparkEnv.get().executorId()
            + " at "
            + SparkEnv.get().blockManager().blockManagerId().host();
    TrainingJob requested = job.open(List.of());
    requireSharedOutput(requested, where);
    List<String> local = new ArrayList<>();
    String device = device(requested.device());
    local.add(key("device") + "=\"" + device + "\"");
    if (requested.placement().workDirectory().isEmpty()) {
      executorLocalDirectory()
          .ifPresent(folder -> local.add(key("work-dir") + "=\"" + folder + "\""));
    }
    TrainingJob.Prepared ready = job.open(local).prepare();
    List<String> log = new ArrayList<>();
    log.add(String.format("%-7s executor %s, device %s", job.job(), where, device));
    log.addAll(ready.describe());
    PrintStream nobody =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return ready.run(version, overwrite, new TrainingJob.Display(nobody, false, log));
  }

  private String key(String name) {
    return job.job() + "." + name;
  }

  private void requireSharedOutput(TrainingJob requested, String where) {
    String output = requested.output().orElseThrow();
    if (!markerFile.isEmpty() && !new RemoteDirectory(output).exists(markerFile)) {
      throw new UserException(
          ExitCode.OUTPUT,
          String.format(
              "%s is a local directory that the driver does not share with executor %s; choose an"
                  + " --output that all machines share: hdfs://, s3a:// or a shared mount",
              output, where));
    }
  }

  /** The GPU that Spark assigned to this task; other device settings are kept. */
  private static String device(String requested) {
    @Nullable ResourceInformation gpu = TaskContext.get().resourcesJMap().get(GPU);
    boolean any = requested.equals("auto") || requested.equals("cuda");
    return any && gpu != null ? "cuda:" + gpu.addresses()[0] : requested;
  }

  /** Local directory that the cluster manager created for this executor. */
  private static Optional<String> executorLocalDirectory() {
    return Stream.of("SPARK_EXECUTOR_DIRS", "LOCAL_DIRS", "SPARK_LOCAL_DIRS")
        .map(System::getenv)
        .filter(folders -> folders != null && !folders.isBlank())
        .map(folders -> folders.split("[,:]", -1)[0])
        .findFirst()
        .map(folder -> folder + "/gristmill");
  }
}
