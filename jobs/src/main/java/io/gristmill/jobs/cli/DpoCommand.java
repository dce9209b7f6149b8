package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.train.run.TrainingJob;
import picocli.CommandLine.Command;

/** The job {@code dpo}. */
@Command(
    name = TrainingJob.DPO,
    description = {
      "Aligns a model on preferences: pairs of a chosen and a rejected answer. The reference is the"
          + " model that it begins with.",
      "A training that was killed goes on with the same command and ends with the same weights."
    })
final class DpoCommand extends TrainingCommand {

  @Override
  TrainingJob read(Settings settings, Problems problems) {
    return TrainingJob.dpo(settings, problems);
  }
}
