package io.gristmill.jobs.train.model;

/**
 * The type in which matrix products and attention are computed. Weights, gradients and the rest
 * keep the weights' type.
 */
public enum Precision {
  /** The type of the weights. */
  FULL,
  /** Inputs are rounded to bfloat16 (mixed precision); faster on processors with bfloat16 units. */
  BF16
}
