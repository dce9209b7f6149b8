package io.gristmill.jobs.train.optim;

import io.gristmill.check.Require;

/**
 * Settings of AdamW (Loshchilov and Hutter 2019).
 *
 * @param beta1 share kept of the mean of gradients, in [0, 1)
 * @param beta2 share kept of the mean of their squares, in [0, 1)
 * @param epsilon added to the root of the latter, after the correction of its bias
 * @param weightDecay share of a matrix taken away per step and learning rate, 0 or more
 * @param maxGradNorm gradients with a larger norm over all weights are shortened to it; 0 is off
 */
public record AdamWConfig(
    double beta1, double beta2, double epsilon, double weightDecay, double maxGradNorm) {

  /** Those of transformers. */
  public static final AdamWConfig DEFAULT = new AdamWConfig(0.9, 0.999, 1e-8, 0, 1);

  public AdamWConfig {
    Require.that(beta1 >= 0 && beta1 < 1, "beta1 must be in [0, 1), was %s", beta1);
    Require.that(beta2 >= 0 && beta2 < 1, "beta2 must be in [0, 1), was %s", beta2);
    Require.that(epsilon > 0, "epsilon must be above 0, was %s", epsilon);
    Require.that(weightDecay >= 0, "weight decay must not be negative, was %s", weightDecay);
    Require.that(maxGradNorm >= 0, "the largest norm must not be negative, was %s", maxGradNorm);
  }
}
