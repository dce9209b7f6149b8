package io.gristmill.similarity.cosine;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a search found.
 *
 * @param removals the rows that go, by position
 * @param strategy how the removals were found
 * @param pairs number of pairs of removable rows above the threshold; empty when not all were
 *     formed
 * @param texts rows with a value
 * @param distinct different vectors among them, zero vectors left out
 * @param grams size of the vocabulary
 * @param counters work done
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
