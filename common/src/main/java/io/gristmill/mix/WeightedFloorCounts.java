package io.gristmill.mix;

import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Row counts by rounding down, min(size, floor(total * weight / sum of weights)), without
 * redistribution. A task without a weight counts as weight 1, but not in the sum. A baseline for
 * tests; mixtures use {@link Quotas}.
 */
public final class WeightedFloorCounts {

  private WeightedFloorCounts() {}

  /**
   * Returns the number of rows of each task, before the shuffled result is truncated to the total.
   */
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

  /** Returns the number of rows in the result, after truncation to the total. */
  public static long resultSize(Collection<Long> counts, long total) {
    return Math.min(total, counts.stream().mapToLong(Long::longValue).sum());
  }
}
