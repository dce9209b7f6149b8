package io.gristmill.tokens;

import java.util.Arrays;

/**
 * The rows of one batch, all of one length.
 *
 * @param ids token ids, padded on the right
 * @param labels labels in the same shape: the token id itself, to be predicted from the tokens
 *     before it, or {@link #IGNORE_INDEX}
 */
@SuppressWarnings("ArrayRecordComponent")
public record TokenRows(int[][] ids, int[][] labels) {

  /** The label of tokens that do not count in the loss, as in PyTorch. */
  public static final int IGNORE_INDEX = -100;

  /** Number of labels that count in the loss. */
  public long countLabels() {
    return Arrays.stream(labels)
        .flatMapToInt(Arrays::stream)
        .filter(label -> label != IGNORE_INDEX)
        .count();
  }

  /** A row of at least the given width, filled up with a value. */
  static int[] pad(int[] row, int width, int value) {
    int[] padded = Arrays.copyOf(row, width);
    Arrays.fill(padded, Math.min(row.length, width), width, value);
    return padded;
  }
}
