package io.gristmill.jobs.executor;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.storage.RemoteDirectory;
import io.gristmill.jobs.train.run.TrainingJob;
import io.gristmill.jobs.train.run.directory.TrainingDirectory;
import io.gristmill.manifest.JsonDocument;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Trains on an executor, for {@code run-on = executor}. */
public final class ExecutorTraining {

  private ExecutorTraining() {}

  /**
   * Trains, resumes or finds the training done, and shows its progress meanwhile. Spark replaces a
   * lost executor up to {@code spark.task.maxFailures} times.
   *
   * @param overwrite whether another run in the run directory may be removed
   * @throws UserException for errors that the user can fix, with the same messages as for a
   *     training in this process
   */
  public static TrainingJob.Result run(
      SparkSession spark,
      TrainingJob job,
      String version,
      boolean overwrite,
      TrainingJob.Display display) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ClusterRequirements.require(context.getConf(), job.name(), false);
    String place =
        job.output()
            .orElseThrow(
                () ->
                    new UserException(
                        ExitCode.USAGE, "the run directory is missing; give --output DIR"));
    RemoteDirectory output = new RemoteDirectory(place);
    String markerFile = RemoteDirectory.isRemote(place) ? "" : ".seen-" + HadoopFiles.unique();
    if (!markerFile.isEmpty()) {
      output.write(markerFile, "of the driver\n");
    }
    try (LogFollower follower = follower(context, job, output, display)) {
      JavaRDD<String> task =
          context
              .parallelize(List.of(0), 1)
              .map(new TrainingTask(job.portable(), version, overwrite, markerFile))
              .withResources(
                  ClusterRequirements.profile(job.placement().executor(), context.getConf()));
      return JsonDocument.read(task.collect().get(0), TaskReport.class).outcome();
    } finally {
      if (!markerFile.isEmpty()) {
        output.remove(markerFile);
      }
    }
  }

  private static LogFollower follower(
      JavaSparkContext context,
      TrainingJob job,
      RemoteDirectory output,
      TrainingJob.Display display) {
    String requested = job.placement().executor().gpu() ? "an executor with a GPU" : "an executor";
    return new LogFollower(
        output,
        TrainingDirectory.PROGRESS,
        display,
        () -> isRunning(context.statusTracker()),
        String.format(
            "%-7s waiting for %s from %s: is there a machine with room for it, not taken by another"
                + " application?",
            job.name(), requested, context.master()));
  }

  private static boolean isRunning(JavaSparkStatusTracker tracker) {
    return Arrays.stream(tracker.getActiveStageIds())
        .anyMatch(
            stage -> {
              @Nullable SparkStageInfo info = tracker.getStageInfo(stage);
              return info != null && info.numActiveTasks() > 0;
            });
  }
}
