package io.gristmill.jobs.train.data;

import io.gristmill.jobs.train.model.Batch;

/** Rows of a data set as the rows of batches. */
interface BatchLayout {

  /** Tokens of each row. */
  int[] lengths();

  /** Some rows, in this order. */
  Batch batch(int[] rows);

  /** The least multiple that is not below a number. */
  static int roundUp(int number, int multiple) {
    return Math.multiplyExact((number + multiple - 1) / multiple, multiple);
  }
}
