package io.gristmill.similarity.rouge;

import java.util.List;

/**
 * The scores of a text against every entry of a pool.
 *
 * @param mean mean F-measure over all entries, summed in pool order; 0 for an empty pool
 * @param nearest entries with the highest F-measure, highest first, ties in pool order
 */
public record PoolScores(double mean, List<Neighbor> nearest) {

  public PoolScores {
    nearest = List.copyOf(nearest);
  }

  /** An entry, by its number in the pool, and its F-measure in [0, 1]. */
  public record Neighbor(int entry, double score) {}
}
