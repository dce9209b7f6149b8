package io.gristmill.jobs.train.loop;

import io.gristmill.jobs.train.model.Batch;
import java.util.List;

/** Tells tokens from what fills rows up. */
final class Padding {

  private Padding() {}

  /**
   * Tokens without padding. A batch does not mark padding, but every row ends with a label; what
   * stands after the last one is padding.
   */
  static long countTokens(List<Batch> batches) {
    return batches.stream().mapToLong(Padding::countTokens).sum();
  }

  private static long countTokens(Batch batch) {
    long tokens = 0;
    for (int row = 0; row < batch.rows(); row++) {
      int length = batch.columns();
      while (length > 0 && batch.labels()[row * batch.columns() + length - 1] < 0) {
        length--;
      }
      tokens += length;
    }
    return tokens;
  }
}
