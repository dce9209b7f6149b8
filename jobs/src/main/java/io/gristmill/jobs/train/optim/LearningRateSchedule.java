package io.gristmill.jobs.train.optim;

import io.gristmill.check.Require;

/**
 * The learning rate of each step, as transformers' schedulers have it: it rises from 0 in equal
 * parts over the warm-up (so the very first step of one moves nothing), then follows its form.
 *
 * @param type what it does after the warm-up
 * @param peakRate the highest rate
 * @param warmupSteps steps until the peak
 * @param totalSteps steps of the training, the warm-up's included
 * @param minRatio share of the peak at the end of a cosine or linear form, in [0, 1]
 */
public record LearningRateSchedule(
    Type type, double peakRate, long warmupSteps, long totalSteps, double minRatio) {

  /** Forms after the warm-up. */
  public enum Type {
    CONSTANT,
    LINEAR,
    COSINE
  }

  public LearningRateSchedule {
    Require.that(peakRate > 0, "the learning rate must be above 0, was %s", peakRate);
    Require.that(totalSteps >= 1, "there must be a step at least, was %d", totalSteps);
    Require.that(warmupSteps >= 0, "the warm-up must not be negative, was %d", warmupSteps);
    Require.that(minRatio >= 0 && minRatio <= 1, "the floor must be in [0, 1], was %s", minRatio);
  }

  /**
   * @param step counted from 0
   */
  public double rateAt(long step) {
    if (step < warmupSteps) {
      return peakRate * step / warmupSteps;
    }
    double progress =
        Math.min(1, (double) (step - warmupSteps) / Math.max(1, totalSteps - warmupSteps));
    return peakRate * (minRatio + (1 - minRatio) * decay(progress));
  }

  private double decay(double progress) {
    return switch (type) {
      case CONSTANT -> 1;
      case LINEAR -> 1 - progress;
      case COSINE -> 0.5 * (1 + StrictMath.cos(Math.PI * progress));
    };
  }
}
