package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.loop.Objective;

/** Creates the objective of a training method from its data. */
interface ObjectiveFactory {

  /** Micro-batches per epoch. */
  int microBatches();

  /** The objective for the model of this state. */
  Objective objective(TrainingState state);
}
