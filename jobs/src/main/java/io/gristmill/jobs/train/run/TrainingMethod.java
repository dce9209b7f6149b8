package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.DataReport;
import java.util.List;

/** A training method: {@link Sft} or {@link Dpo}. */
interface TrainingMethod {

  /** Name of the subcommand and of the block of reference.conf. */
  String job();

  /** Metrics of an evaluation; {@code metric-for-best-model} is one of them. */
  List<String> metrics();

  /** Reads training and evaluation data. */
  LoadedData load(RunData source);

  /** The objective's data, and a report of how many rows were read, kept and dropped. */
  record LoadedData(ObjectiveFactory objectiveFactory, DataReport report) {}
}
