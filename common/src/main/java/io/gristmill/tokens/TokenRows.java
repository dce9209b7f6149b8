package io.gristmill.tokens;

import java.util.Arrays;
import java.util.List;

/**
 * Rows of one batch, all of one length.
 *
 * @param ids tokens, padded on the right
 * @param labels of the same shape: what a model should find at this place, from the tokens before
 *     it; {@link #IGNORE_INDEX} where it is not asked
 * @param mask of the same shape: 1 for tokens, 0 for padding
 */
public record TokenRows(
    List<List<Integer>> ids, List<List<Integer>> labels, List<List<Integer>> mask) {

  /** A label that asks for nothing. */
  public static final int IGNORE_INDEX = -100;

  public TokenRows {
    ids = ids.stream().map(List::copyOf).toList();
    labels = labels.stream().map(List::copyOf).toList();
    mask = mask.stream().map(List::copyOf).toList();
  }

  /** Number of labels that ask for something. */
  public long countLabels() {
    return labels.stream().flatMap(List::stream).filter(label -> label != IGNORE_INDEX).count();
  }

  static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
