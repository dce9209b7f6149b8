package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.loop.Objective;

/** What a kind of training does that others do not. */
interface ObjectiveFactory {

  /** Micro-batches of an epoch. */
  int microBatches();

  /** What is to be learned, by this model. */
  Objective objective(TrainingState workshop);
}
