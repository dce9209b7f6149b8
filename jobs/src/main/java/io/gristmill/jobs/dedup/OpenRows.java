package io.gristmill.jobs.dedup;

import io.gristmill.jobs.job.PartFiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of rows, in position order, that nothing has removed so far.
 *
 * @param last number of the last part that rows come from
 * @param files packed parts, one after the other
 * @param size rows in them
 * @param grams entries of their vectors
 * @param nanos what probing them has cost in the round before, roughly
 */
record OpenRows(int last, List<String> files, int size, long grams, double nanos)
    implements Serializable {

  /** Where nothing has been measured: a gram against a full part of short texts. */
  private static final double NANOS_A_GRAM = 250;

  OpenRows {
    files = List.copyOf(files);
  }

  static OpenRows of(PartFiles.Part part) {
    return new OpenRows(
        part.number(),
        List.of(part.file()),
        part.size(),
        part.weight(),
        NANOS_A_GRAM * part.weight());
  }

  private OpenRows plus(OpenRows next) {
    List<String> both = new ArrayList<>(files);
    both.addAll(next.files);
    return new OpenRows(next.last, both, size + next.size, grams + next.grams, nanos + next.nanos);
  }

  /** The same with what probing has cost. */
  OpenRows costing(double measured) {
    return new OpenRows(last, files, size, grams, measured);
  }

  long weight() {
    return PartPlan.weightOf(size, grams);
  }

  /** Joins neighbours up to the weight of a part, and leaves out what is empty. */
  static List<OpenRows> merged(List<OpenRows> stretches, long limit) {
    List<OpenRows> merged = new ArrayList<>();
    for (OpenRows next : stretches) {
      OpenRows before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (next.size() == 0) {
        continue;
      }
      if (before != null && before.weight() + next.weight() <= limit) {
        merged.set(merged.size() - 1, before.plus(next));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }
}
