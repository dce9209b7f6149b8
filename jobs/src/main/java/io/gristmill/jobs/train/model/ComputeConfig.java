package io.gristmill.jobs.train.model;

/**
 * How a model is computed. None of it changes what the results mean.
 *
 * @param gradientCheckpointing whether what layers need for their gradients is computed a second
 *     time on the way back instead of being kept: activation checkpointing, memory of one layer
 *     instead of all for about a third more work
 */
public record ComputeConfig(Precision precision, boolean gradientCheckpointing) {

  /** As the weights are, everything kept. */
  public static final ComputeConfig DEFAULT = new ComputeConfig(Precision.FULL, false);
}
