package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.train.run.TrainingJob;
import picocli.CommandLine.Command;

/** The job {@code sft}. */
@Command(
    name = TrainingJob.SFT,
    description = {
      "Fine-tunes a model on examples, or trains a small one from scratch. The same command resumes"
          + " a",
      "killed run and ends with the same weights."
    })
final class SftCommand extends TrainingCommand {

  @Override
  TrainingJob read(Settings settings, Problems problems) {
    return TrainingJob.read(TrainingJob.SFT, settings, problems);
  }
}
