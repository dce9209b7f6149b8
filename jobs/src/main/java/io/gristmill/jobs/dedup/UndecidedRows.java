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
record UndecidedRows(int last, List<String> files, int size, long grams, double nanos)
    implements Serializable {

  /** Where nothing has been measured: a gram against a full part of short texts. */
  private static final double NANOS_PER_GRAM = 250;

  UndecidedRows {
    files = List.copyOf(files);
  }

  static UndecidedRows of(PartFiles.Part part) {
    return new UndecidedRows(
        part.number(),
        List.of(part.file()),
        part.size(),
        part.weight(),
        NANOS_PER_GRAM * part.weight());
  }

  private UndecidedRows plus(UndecidedRows next) {
    List<String> both = new ArrayList<>(files);
    both.addAll(next.files);
    return new UndecidedRows(
        next.last, both, size + next.size, grams + next.grams, nanos + next.nanos);
  }

  /** The same with what probing has cost. */
  UndecidedRows withCost(double measured) {
    return new UndecidedRows(last, files, size, grams, measured);
  }

  long weight() {
    return PartPlan.weightOf(size, grams);
  }

  /** Joins neighbours up to the weight of a part, and leaves out what is empty. */
  static List<UndecidedRows> merge(List<UndecidedRows> stretches, long limit) {
    List<UndecidedRows> merged = new ArrayList<>();
    for (UndecidedRows next : stretches) {
      UndecidedRows before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
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
