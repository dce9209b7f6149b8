package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.executor.ExecutorTraining;
import io.gristmill.jobs.job.Run;
import io.gristmill.jobs.job.Sessions;
import io.gristmill.jobs.train.run.TrainingJob;
import io.gristmill.jobs.train.run.settings.PlacementSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What trainings have in common on the command line; Spark is needed on executors alone. */
@Command(mixinStandardHelpOptions = true, sortOptions = false)
abstract class TrainingCommand implements Callable<Integer> {

  /** The block of reference.conf that both trainings read. */
  static final String DATA = "training-data";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--input",
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files, folders or globs to learn from; may be given several times.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--validation",
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files, folders or globs that are held out, to evaluate on.")
  private List<String> validation = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "The model to begin with, in Hugging Face's layout.")
  private @Nullable String model;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description =
          "The run directory to make, on any file system. A training that was ended there goes on.")
  private @Nullable String output;

  @Option(
      names = "--on",
      paramLabel = "PROCESS",
      description = "driver (this process), or executor: a machine of the cluster that has a GPU.")
  private @Nullable String on;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "auto (a GPU where there is one), cpu, cuda or cuda:N.")
  private @Nullable String device;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings in HOCON.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; wins over --config. May be given several times.")
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--overwrite",
      description = "Remove what another run left in the run directory, its checkpoints too.")
  private boolean overwrite;

  @Option(
      names = "--dry-run",
      description = "Check the settings and look at model and data, write nothing.")
  private boolean dryRun;

  @Option(names = "--print-config", description = "Print all settings as they would apply.")
  private boolean printConfig;

  /** The job by its checked settings. */
  abstract TrainingJob read(Settings settings, Problems problems);

  @Override
  public final Integer call() throws IOException {
    Problems problems = new Problems();
    Settings settings = Settings.load(config, assignments(), problems);
    if (printConfig) {
      problems.throwIfAny();
      print(List.of(settings.render()));
      return ExitCode.DONE.code();
    }
    TrainingJob job = read(settings, problems);
    problems.throwIfAny();
    TrainingJob.Display display =
        new TrainingJob.Display(System.err, System.console() != null && JobCommand.isTerminal());
    boolean elsewhere = job.placement().runOn() == PlacementSettings.RunOn.EXECUTOR;
    if (elsewhere) {
      ExecutorTraining.sparkSettings(job.name(), new SparkConf()); // says early what will not do
    }
    if (elsewhere && !dryRun) {
      print(List.of(Summary.of(onExecutor(job, display))));
    } else {
      TrainingJob.Prepared ready = job.prepare();
      print(ready.describe());
      if (!dryRun) {
        print(List.of(Summary.of(ready.run(Run.VERSION, overwrite, display))));
      }
    }
    return ExitCode.DONE.code();
  }

  private TrainingJob.Result onExecutor(TrainingJob job, TrainingJob.Display display) {
    job.requirePaths();
    Sessions.check();
    SparkSession spark =
        Sessions.open(job.name(), given -> ExecutorTraining.sparkSettings(job.name(), given));
    try {
      return ExecutorTraining.run(spark, job, Run.VERSION, overwrite, display);
    } finally {
      spark.stop();
    }
  }

  private List<String> assignments() {
    List<String> all = new ArrayList<>(assignments);
    String job = spec.name();
    if (!inputs.isEmpty()) {
      all.add("run.input=" + JobCommand.list(inputs));
    }
    if (!validation.isEmpty()) {
      all.add(job + ".eval-dataset=" + JobCommand.list(validation));
    }
    if (model != null) {
      all.add(job + ".model=" + JobCommand.quoted(model));
    }
    if (output != null) {
      all.add("run.output=" + JobCommand.quoted(output));
    }
    if (on != null) {
      all.add(job + ".run-on=" + JobCommand.quoted(on));
    }
    if (device != null) {
      all.add(job + ".device=" + JobCommand.quoted(device));
    }
    return all;
  }

  private void print(List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }
}
