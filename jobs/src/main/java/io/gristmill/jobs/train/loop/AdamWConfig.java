package io.gristmill.jobs.train.loop;

import io.gristmill.check.Require;

/**
 * Settings of AdamW (Loshchilov and Hutter 2019).
 *
 * @param beta1 decay rate of the first moments, in [0, 1)
 * @param beta2 decay rate of the second moments, in [0, 1)
 * @param epsilon added to the denominator for numerical stability, > 0
 * @param weightDecay decoupled weight decay of matrices, >= 0
 * @param maxGradNorm global norm to which gradients are clipped, >= 0; 0 disables clipping
 */
public record AdamWConfig(
    double beta1, double beta2, double epsilon, double weightDecay, double maxGradNorm) {

  /** The defaults of transformers. */
  public static final AdamWConfig DEFAULT = new AdamWConfig(0.9, 0.999, 1e-8, 0, 1);

  public AdamWConfig {
    Require.that(beta1 >= 0 && beta1 < 1, "adam-beta1 must be in [0, 1), was %s", beta1);
    Require.that(beta2 >= 0 && beta2 < 1, "adam-beta2 must be in [0, 1), was %s", beta2);
    Require.that(epsilon > 0, "adam-epsilon must be > 0, was %s", epsilon);
    Require.that(weightDecay >= 0, "weight decay must be >= 0, was %s", weightDecay);
    Require.that(maxGradNorm >= 0, "the maximum gradient norm must be >= 0, was %s", maxGradNorm);
  }
}
