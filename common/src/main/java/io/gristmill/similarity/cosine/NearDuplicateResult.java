package io.gristmill.similarity.cosine;

import java.util.List;
import java.util.OptionalLong;

/**
 * The result of a near-duplicate search.
 *
 * @param removals rows to remove, by position
 * @param pairs number of pairs of removable rows above the threshold; empty if not all of them were
 *     computed
 * @param texts number of rows with a value
 * @param distinct number of distinct vectors, without zero vectors
 * @param grams size of the vocabulary
 */
public record NearDuplicateResult(
    List<Removal> removals,
    RemovalStrategy strategy,
    OptionalLong pairs,
    int texts,
    int distinct,
    int grams,
    JoinCounters counters) {

  public NearDuplicateResult {
    removals = List.copyOf(removals);
  }
}
