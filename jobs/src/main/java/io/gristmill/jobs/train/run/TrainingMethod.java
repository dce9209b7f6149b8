package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.DataReport;
import io.gristmill.jobs.train.loop.Objective;
import java.util.List;

/** A training method: {@link Sft} or {@link Dpo}. */
interface TrainingMethod {

  /** Name of the subcommand and of the block of reference.conf. */
  String job();

  /** Metrics of an evaluation; {@code metric-for-best-model} is one of them. */
  List<String> metrics();

  LoadedData load(RunData source);

  /** The objective's data, and a report of how many rows were read, kept and dropped. */
  record LoadedData(ObjectiveFactory objectiveFactory, DataReport report) {}

  /** Creates the objective of a training method from its data. */
  interface ObjectiveFactory {

    /** Micro-batches per epoch. */
    int microBatches();

    Objective objective(TrainingState state);
  }
}
