package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;

/**
 * Micro-batches of a data set. Which rows a micro-batch holds depends on data, settings and its two
 * numbers alone, so that a training may go on anywhere.
 */
public interface BatchSource {

  /** Micro-batches of an epoch, the same for each; at least one. */
  int size();

  /**
   * @param epoch from 0
   * @param number from 0, below {@link #size}
   */
  Batch batch(int epoch, int number);
}
