package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;

/** Micro-batches of preferences, by the same rule as {@link BatchSource}. */
public interface PairSource {

  /** Pairs of the data set. */
  int pairs();

  /** Micro-batches of an epoch, the same for each; at least one. */
  int size();

  /**
   * @param epoch from 0
   * @param number from 0, below {@link #size}
   */
  Pairs batch(int epoch, int number);

  /**
   * Some pairs, each once.
   *
   * @param rows chosen answers, then the rejected ones in the same order
   * @param places of the pairs in the data set, for what is known of each beforehand
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Pairs(Batch rows, int[] places) {}
}
