package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.assembly.Summary;
import io.gristmill.jobs.executor.ClusterRequirements;
import io.gristmill.jobs.executor.ExecutorTraining;
import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.pipeline.Sessions;
import io.gristmill.jobs.train.run.PlacementSettings;
import io.gristmill.jobs.train.run.TrainingJob;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;

/** Trains a model ({@code sft}, {@code dpo}); needs Spark only to train on an executor. */
@Command(sortOptions = false)
final class TrainingCommand extends SettingsCommand {

  /** The block of reference.conf with the settings of training text. */
  static final String DATA = "training-data";

  @Override
  int run(Settings settings, Problems problems) throws IOException {
    TrainingJob job = TrainingJob.read(spec.name(), settings, problems);
    problems.throwIfAny();
    boolean onExecutor = job.placement().runOn() == PlacementSettings.RunOn.EXECUTOR;
    if (onExecutor) {
      ClusterRequirements.settings(new SparkConf(), job.name()); // fails early on wrong settings
    }
    if (onExecutor && !options.dryRun) {
      print(Summary.of(onExecutor(job, display())));
    } else {
      TrainingJob.Prepared ready = job.prepare();
      print(String.join("\n", ready.describe()));
      if (!options.dryRun) {
        print(Summary.of(ready.run(Run.VERSION, options.overwrite, display())));
      }
    }
    return ExitCode.DONE.code();
  }

  private TrainingJob.Display display() {
    return options.quiet
        ? new TrainingJob.Display(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false)
        : new TrainingJob.Display(System.err, isTerminal());
  }

  private TrainingJob.Result onExecutor(TrainingJob job, TrainingJob.Display display) {
    job.requirePaths();
    Sessions.check();
    SparkSession spark =
        Sessions.open(job.name(), given -> ClusterRequirements.settings(given, job.name()));
    try {
      return ExecutorTraining.run(spark, job, Run.VERSION, options.overwrite, display);
    } finally {
      spark.stop();
    }
  }
}
