package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.BatchSource;
import io.gristmill.jobs.train.loop.Objective;
import io.gristmill.jobs.train.loop.SftObjective;
import io.gristmill.jobs.train.step.SftStep;
import java.util.Optional;

/** Supervised fine-tuning on examples. */
record SftObjectiveFactory(BatchSource training, Optional<BatchSource> evaluation)
    implements ObjectiveFactory {

  @Override
  public int microBatches() {
    return training.size();
  }

  @Override
  public Objective objective(TrainingState shop) {
    SftStep tuning =
        new SftStep(
            shop.backend(),
            shop.model(),
            shop.optimiser(),
            shop.schedule(),
            shop.crew(),
            shop.seed());
    return new SftObjective(shop.backend(), shop.model(), tuning, training, evaluation);
  }
}
