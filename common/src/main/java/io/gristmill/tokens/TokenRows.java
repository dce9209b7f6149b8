package io.gristmill.tokens;

import java.util.Arrays;
import java.util.List;

/**
 * The rows of one batch, all of one length.
 *
 * @param ids token ids, padded on the right
 * @param labels labels in the same shape: the token id itself, to be predicted from the tokens
 *     before it, or {@link #IGNORE_INDEX}
 * @param mask attention mask in the same shape: 1 for tokens, 0 for padding
 */
public record TokenRows(
    List<List<Integer>> ids, List<List<Integer>> labels, List<List<Integer>> mask) {

  /** The label of tokens that do not count in the loss, as in PyTorch. */
  public static final int IGNORE_INDEX = -100;

  public TokenRows {
    ids = ids.stream().map(List::copyOf).toList();
    labels = labels.stream().map(List::copyOf).toList();
    mask = mask.stream().map(List::copyOf).toList();
  }

  /** Number of labels that count in the loss. */
  public long countLabels() {
    return labels.stream().flatMap(List::stream).filter(label -> label != IGNORE_INDEX).count();
  }

  static List<Integer> list(int[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
