package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.train.run.TrainingJob;
import picocli.CommandLine.Command;

/** The job {@code dpo}. */
@Command(
    name = TrainingJob.DPO,
    description = {
      "Aligns a model with preferences by direct preference optimization. The same command resumes"
          + " a",
      "killed run and ends with the same weights."
    })
final class DpoCommand extends TrainingCommand {

  @Override
  TrainingJob read(Settings settings, Problems problems) {
    return TrainingJob.read(TrainingJob.DPO, settings, problems);
  }
}
