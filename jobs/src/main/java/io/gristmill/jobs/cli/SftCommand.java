package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.train.run.TrainingJob;
import picocli.CommandLine.Command;

/** The job {@code sft}. */
@Command(
    name = TrainingJob.SFT,
    description = {
      "Fine-tunes a model on examples, or trains a small one from scratch. The run directory gets"
          + " model/ in Hugging Face's layout, checkpoints to go on from, curves and samples.",
      "A training that was killed goes on with the same command and ends with the same weights."
    })
final class SftCommand extends TrainingCommand {

  @Override
  TrainingJob read(Settings settings, Problems problems) {
    return TrainingJob.sft(settings, problems);
  }
}
