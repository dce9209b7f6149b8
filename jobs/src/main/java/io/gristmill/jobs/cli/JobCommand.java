package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.assembly.PlannedRun;
import io.gristmill.jobs.assembly.RunRequest;
import io.gristmill.jobs.assembly.Summary;
import io.gristmill.jobs.ingest.IngestStage;
import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.progress.Progress;
import java.util.List;
import picocli.CommandLine.Command;

/**
 * A command that runs stages on Spark and writes a run directory: {@code curate} runs the stages of
 * its setting, every other job the stage of its name.
 */
@Command(sortOptions = false)
final class JobCommand extends SettingsCommand {

  @Override
  int run(Settings settings, Problems problems) {
    RunRequest request =
        spec.name().equals(JobPage.CURATE)
            ? RunRequest.readCurate(options.overwrite, settings, problems)
            : RunRequest.read(spec.name(), stages(), options.overwrite, settings, problems);
    problems.throwIfAny();
    PlannedRun planned = request.plan();
    if (options.dryRun) {
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

  /** The stages after reading the input, which is all that {@code ingest} does. */
  private List<String> stages() {
    return spec.name().equals(IngestStage.NAME) ? List.of() : List.of(spec.name());
  }

  private Progress progress() {
    return options.quiet ? Progress.silent() : new Progress(System.err, isTerminal());
  }
}
