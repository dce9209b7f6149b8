package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.assembly.PlannedRun;
import io.gristmill.jobs.assembly.RunRequest;
import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.progress.Progress;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that runs stages on Spark and writes a run directory. */
@Command(sortOptions = false)
abstract class JobCommand extends SettingsCommand {

  @Mixin private PathOptions paths = new PathOptions();

  @Mixin private RunOptions run = new RunOptions();

  /** Names of the stages after {@code ingest}. */
  abstract List<String> stages(Settings settings, Problems problems);

  @Override
  final PathOptions paths() {
    return paths;
  }

  @Override
  final int run(Settings settings, Problems problems) {
    RunRequest request =
        RunRequest.read(
            spec.name(), stages(settings, problems), run.overwrite(), settings, problems);
    problems.throwIfAny();
    PlannedRun planned = request.plan();
    if (run.dryRun()) {
      print(planned.describe());
      return ExitCode.DONE.code();
    }
    try (Progress progress = progress()) {
      Run.Result result = planned.run().execute(progress);
      progress.close();
      print(Summary.of(result));
    }
    return ExitCode.DONE.code();
  }

  private Progress progress() {
    return options.quiet() ? Progress.silent() : new Progress(System.err, isTerminal());
  }
}
