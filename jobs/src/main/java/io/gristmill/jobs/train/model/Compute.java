package io.gristmill.jobs.train.model;

/**
 * How a model is computed. None of it changes what the results mean.
 *
 * @param recompute whether what layers need for their gradients is computed a second time on the
 *     way back instead of being kept: activation checkpointing, memory of one layer instead of all
 *     for about a third more work
 */
public record Compute(Precision precision, boolean recompute) {

  /** As the weights are, everything kept. */
  public static final Compute PLAIN = new Compute(Precision.FULL, false);
}
