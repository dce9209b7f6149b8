package io.gristmill.jobs.train.run;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.checkpoint.Checkpoints;
import io.gristmill.jobs.train.loop.Answers;
import io.gristmill.jobs.train.loop.LoopConfig;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.jobs.train.loop.TrainingLoop;
import io.gristmill.jobs.train.run.folder.RunFolder;
import io.gristmill.jobs.train.run.settings.TrainingConfig;
import io.gristmill.jobs.train.run.start.Hands;
import io.gristmill.jobs.train.run.start.ModelSource;
import io.gristmill.jobs.train.watch.Watcher;
import java.io.IOException;

/**
 * One training in one folder: from the model it begins with, or its last checkpoint, to the model
 * that it makes.
 */
final class TrainingRun {

  private final TrainingConfig config;
  private final ModelSource source;
  private final Task task;
  private final LoopConfig loop;

  TrainingRun(TrainingConfig config, ModelSource source, Task task) {
    this.config = config;
    this.source = source;
    this.task = task;
    this.loop = config.pace().loop(task.microBatches(), config.evaluation());
  }

  /**
   * @throws UserException when the settings do not go with the model
   */
  static void check(TrainingConfig config, ModelSource source) {
    if (Hands.isRandom(source) && config.machine().workers() > 1) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          String.format(
              "%s.parallel-micro-batches must be 1 for a model with dropout, whose random numbers"
                  + " its threads would share, was %d; %s.dropout=0 and %s.lora.lora-dropout=0"
                  + " switch it off",
              config.job(), config.machine().workers(), config.job(), config.job()));
    }
  }

  /** What a training is looked at with. */
  interface Onlookers {

    /** Opens what watches a training that goes on from a step. */
    Watcher watcher(long step, LoopConfig loop);

    /** What the model is asked on the way. */
    Answers answers(Workshop shop);
  }

  /**
   * Trains to the end and publishes the model.
   *
   * @param kept is called after each checkpoint
   */
  LoopState train(RunFolder folder, String fingerprint, Onlookers onlookers, Runnable kept)
      throws IOException {
    Checkpoints checkpoints = new Checkpoints(folder.checkpoints(), fingerprint);
    try (Workshop shop = Workshop.open(config, source, loop, checkpoints.last());
        Watcher watcher = onlookers.watcher(shop.start().step(), loop)) {
      TrainingLoop training =
          new TrainingLoop(
              task.objective(shop),
              loop,
              watcher,
              onlookers.answers(shop),
              state -> {
                checkpoints.write(state, shop.trained());
                kept.run();
              });
      LoopState end = training.run(shop.start());
      new Publication(config, source, shop).publish(folder, end, checkpoints);
      watcher.completed();
      return end;
    }
  }
}
