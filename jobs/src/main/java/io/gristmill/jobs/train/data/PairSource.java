package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;

/** The micro-batches of a preference data set, with the guarantees of {@link BatchSource}. */
public interface PairSource {

  int pairs();

  /** Micro-batches per epoch, the same in every epoch; at least one. */
  int size();

  /** A micro-batch; epochs and numbers count from 0. */
  Pairs batch(int epoch, int number);

  /**
   * The pairs of a micro-batch.
   *
   * @param rows the chosen rows, then the rejected rows in the same order
   * @param indices indices of the pairs in the data set, for precomputed log-probabilities
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Pairs(Batch rows, int[] indices) {}
}
