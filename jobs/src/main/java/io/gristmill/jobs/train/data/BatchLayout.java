package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;

/** Lays out rows of a data set as batches. */
interface BatchLayout {

  /** Tokens of each row. */
  int[] lengths();

  /** The batch of some rows, in this order. */
  Batch batch(int[] rows);

  /** Rounds a number up to a multiple. */
  static int roundUp(int number, int multiple) {
    return Math.multiplyExact((number + multiple - 1) / multiple, multiple);
  }
}
