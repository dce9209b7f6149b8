package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;

/**
 * The micro-batches of a data set. The rows of a micro-batch depend only on data, settings, epoch
 * and number, so training can resume anywhere.
 */
public interface BatchSource {

  /** Micro-batches per epoch, the same in every epoch; at least one. */
  int size();

  /** A micro-batch; epochs and numbers count from 0. */
  Batch batch(int epoch, int number);
}
