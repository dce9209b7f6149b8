package io.gristmill.mix;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts of seed document 004, as it computes them: each task's share of the total rounded
 * down, at most what the task has, nothing redistributed. A task without a weight counts as 1, but
 * is not in the sum. For comparison; {@link Quotas} is what a mixture uses.
 */
public final class WeightedFloorCounts {

  private WeightedFloorCounts() {}

  /** Rows taken from each task, before the document cuts the shuffled result to the total. */
  public static SortedMap<String, Long> of(
      Map<String, Long> sizes, Map<String, Double> weights, long total) {
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    SortedMap<String, Long> counts = new TreeMap<>();
    sizes.forEach(
        (task, size) -> {
          double share = total * weights.getOrDefault(task, 1.0) / sum;
          counts.put(task, Math.min(size, (long) share));
        });
    return counts;
  }

  /** Rows in the result: all that were taken, cut to the total. */
  public static long resultSize(Collection<Long> counts, long total) {
    return Math.min(total, counts.stream().mapToLong(Long::longValue).sum());
  }
}
