package io.gristmill.similarity.rouge;

import java.util.List;

/**
 * A text scored against every entry of a pool.
 *
 * @param mean mean F over all entries, summed in pool order; 0 for an empty pool
 * @param nearest the entries with the highest F, highest first, equals in pool order
 */
public record PoolScores(double mean, List<Neighbor> nearest) {

  public PoolScores {
    nearest = List.copyOf(nearest);
  }

  /**
   * One entry and its score.
   *
   * @param entry number in the pool
   * @param score F, from 0 to 1
   */
  public record Neighbor(int entry, double score) {}
}
