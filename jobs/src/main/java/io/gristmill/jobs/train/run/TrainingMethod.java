package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.DataReport;
import java.util.List;

/** A kind of training: {@link Sft} or {@link Dpo}. */
interface TrainingMethod {

  /** The subcommand, and the block of reference.conf. */
  String job();

  /** What its evaluations measure and a metric may be. */
  List<String> metrics();

  /** Reads the data. */
  LoadedData load(RunData source);

  /** A task with what became of its data. */
  record LoadedData(ObjectiveFactory objectiveFactory, DataReport report) {}
}
