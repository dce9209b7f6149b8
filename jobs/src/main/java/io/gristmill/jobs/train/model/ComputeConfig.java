package io.gristmill.jobs.train.model;

/**
 * Precision and memory settings of a model's computation. Neither changes the results, apart from
 * rounding.
 *
 * @param gradientCheckpointing whether the backward pass recomputes each layer's activations
 *     instead of keeping them: memory of one layer's activations instead of all, for about a third
 *     more work
 */
public record ComputeConfig(Precision precision, boolean gradientCheckpointing) {

  public static final ComputeConfig DEFAULT = new ComputeConfig(Precision.FULL, false);
}
