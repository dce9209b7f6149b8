package io.gristmill.similarity.cosine;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a search found.
 *
 * @param removals the rows that go, by position
 * @param mode how the removals were found
 * @param pairs number of pairs of removable rows above the threshold; empty when not all were
 *     formed
 * @param texts rows with a value
 * @param distinct different vectors among them, zero vectors left out
 * @param grams size of the vocabulary
 * @param counters work done
 */
public record NearDuplicates(
    List<Removal> removals,
    DecisionMode mode,
    OptionalLong pairs,
    int texts,
    int distinct,
    int grams,
    JoinCounters counters) {

  public NearDuplicates {
    removals = List.copyOf(removals);
  }
}
