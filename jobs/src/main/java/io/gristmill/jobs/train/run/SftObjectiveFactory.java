package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.BatchSource;
import io.gristmill.jobs.train.loop.Objective;
import io.gristmill.jobs.train.loop.SftObjective;
import io.gristmill.jobs.train.loop.SftStep;
import java.util.Optional;

/** Supervised fine-tuning on examples. */
record SftObjectiveFactory(BatchSource training, Optional<BatchSource> evaluation)
    implements ObjectiveFactory {

  @Override
  public int microBatches() {
    return training.size();
  }

  @Override
  public Objective objective(TrainingState state) {
    SftStep tuning =
        new SftStep(
            state.backend(),
            state.model(),
            state.optimizer(),
            state.schedule(),
            state.gradientAccumulator(),
            state.seed());
    return new SftObjective(state.backend(), state.model(), tuning, training, evaluation);
  }
}
