package io.gristmill.tokens;

import java.util.List;

/**
 * A row that holds several examples; all lists are of one length.
 *
 * @param labels {@link TokenRows#IGNORE_INDEX} for the first token of each example too, which
 *     nothing before it foretells
 * @param positions of a token in its example
 * @param segments number of the example, from 1; 0 is padding
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
