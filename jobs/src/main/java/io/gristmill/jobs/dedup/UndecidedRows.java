package io.gristmill.jobs.dedup;

import io.gristmill.jobs.storage.PartFiles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch of rows, in position order, that no row has removed so far.
 *
 * @param last number of the last part that contributes rows
 * @param files packed parts, one after the other
 * @param size number of rows
 * @param grams number of vector entries
 * @param nanos approximate cost of probing them in the previous round (nanoseconds)
 */
record UndecidedRows(int last, List<String> files, int size, long grams, double nanos)
    implements Serializable {

  /** Initial estimate: an n-gram against a full part of short texts. */
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

  /** Returns these rows with the measured cost of probing them. */
  UndecidedRows withCost(double measured) {
    return new UndecidedRows(last, files, size, grams, measured);
  }

  long weight() {
    return PartPlan.weightOf(size, grams);
  }

  /** Merges neighboring batches up to the weight of a part, and drops empty ones. */
  static List<UndecidedRows> merge(List<UndecidedRows> batches, long limit) {
    List<UndecidedRows> merged = new ArrayList<>();
    for (UndecidedRows next : batches) {
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
