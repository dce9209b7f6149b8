package io.gristmill.jobs.train.run;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.loop.LoopConfig;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.jobs.train.loop.TrainingLoop;
import io.gristmill.jobs.train.run.TrainingMethod.ObjectiveFactory;
import io.gristmill.jobs.train.run.directory.Checkpoints;
import io.gristmill.jobs.train.run.directory.TrainingDirectory;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import io.gristmill.jobs.train.tracking.TrainingCallback;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/**
 * One training in one run directory: from the initial model or the last checkpoint to the published
 * model.
 */
record TrainingRun(TrainingConfig config, ModelSource source, ObjectiveFactory objectiveFactory) {

  /** Refuses parallel micro-batches for a model with dropout. */
  static void check(TrainingConfig config, ModelSource source) {
    if (ThreadPlan.hasDropout(source) && config.device().parallelMicroBatches() > 1) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          String.format(
              "%s.parallel-micro-batches must be 1 for a model with dropout, since"
                  + " its threads would share one random number generator; was %d. %s.dropout=0 and"
                  + " %s.lora.lora-dropout=0 disable dropout",
              config.job(), config.device().parallelMicroBatches(), config.job(), config.job()));
    }
  }

  /** Opens the callback and the sample generator of a run. */
  interface CallbackFactory {

    /** Opens the callback of a training that starts or resumes at this step. */
    TrainingCallback openCallback(long step, LoopConfig loop);

    /** The generator of the samples that are logged after each evaluation. */
    Supplier<List<Sample>> sampleGenerator(TrainingState state);
  }

  /**
   * Trains to the end and publishes the model.
   *
   * @param kept called after each checkpoint
   */
  LoopState train(
      TrainingDirectory folder, String fingerprint, CallbackFactory callbacks, Runnable kept)
      throws IOException {
    LoopConfig loop = config.steps().loop(objectiveFactory.microBatches(), config.evaluation());
    Checkpoints checkpoints = new Checkpoints(folder.checkpoints(), fingerprint);
    try (TrainingState state = TrainingState.open(config, source, loop, checkpoints.last());
        TrainingCallback callback = callbacks.openCallback(state.start().step(), loop)) {
      TrainingLoop training =
          new TrainingLoop(
              objectiveFactory.objective(state),
              loop,
              callback,
              callbacks.sampleGenerator(state),
              reached -> {
                checkpoints.write(reached, state.trainable());
                kept.run();
              });
      LoopState end = training.run(state.start());
      new ModelPublisher(config, source, state).publish(folder, end, checkpoints);
      callback.onTrainingEnd();
      return end;
    }
  }
}
