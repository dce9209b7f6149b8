package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.BatchSource;
import io.gristmill.jobs.train.loop.Objective;
import io.gristmill.jobs.train.loop.Supervised;
import io.gristmill.jobs.train.step.SftStep;
import java.util.Optional;

/** Supervised fine-tuning on examples. */
record SftTask(BatchSource training, Optional<BatchSource> heldOut) implements Task {

  @Override
  public int microBatches() {
    return training.size();
  }

  @Override
  public Objective objective(Workshop shop) {
    SftStep tuning =
        new SftStep(
            shop.backend(),
            shop.model(),
            shop.optimiser(),
            shop.schedule(),
            shop.crew(),
            shop.seed());
    return new Supervised(shop.backend(), shop.model(), tuning, training, heldOut);
  }
}
