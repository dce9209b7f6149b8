package io.gristmill.tokens;

import java.util.List;

/**
 * A row that packs several examples; all lists have the same length.
 *
 * @param labels {@link TokenRows#IGNORE_INDEX} also for the first token of each example, which
 *     nothing before it predicts
 * @param positions index of each token within its example
 * @param segments number of each token's example, from 1; 0 is padding
 */
public record PackedRow(
    List<Integer> ids, List<Integer> labels, List<Integer> positions, List<Integer> segments) {

  public PackedRow {
    ids = List.copyOf(ids);
    labels = List.copyOf(labels);
    positions = List.copyOf(positions);
    segments = List.copyOf(segments);
  }
}
