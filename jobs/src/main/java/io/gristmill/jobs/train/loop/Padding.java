package io.gristmill.jobs.train.loop;

import io.gristmill.jobs.train.model.Batch;
import java.util.List;

/** Distinguishes tokens from padding. */
final class Padding {

  private Padding() {}

  /**
   * Number of tokens without padding. A batch does not mark padding, but every row ends with a
   * labeled token; everything after the last label is padding.
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
