package io.gristmill.jobs.train.loop;

import io.gristmill.check.Require;

/**
 * Learning rate of each step, as in the schedulers of transformers: rises linearly from 0 during
 * warm-up (so that the first step of a warm-up changes nothing), then follows the schedule type.
 *
 * @param peakRate learning rate at the end of warm-up, > 0
 * @param warmupSteps number of warm-up steps, >= 0
 * @param totalSteps number of steps of the training, warm-up included, >= 1
 * @param minRatio final learning rate of a cosine or linear schedule as a fraction of the peak, in
 *     [0, 1]
 */
public record LearningRateSchedule(
    Type type, double peakRate, long warmupSteps, long totalSteps, double minRatio) {

  /** Course of the rate after warm-up, named as in transformers' {@code lr_scheduler_type}. */
  public enum Type {
    CONSTANT,
    LINEAR,
    COSINE
  }

  public LearningRateSchedule {
    Require.that(peakRate > 0, "the learning rate must be > 0, was %s", peakRate);
    Require.that(totalSteps >= 1, "the number of training steps must be >= 1, was %d", totalSteps);
    Require.that(warmupSteps >= 0, "the number of warm-up steps must be >= 0, was %d", warmupSteps);
    Require.that(
        minRatio >= 0 && minRatio <= 1,
        "the minimum learning rate ratio must be in [0, 1], was %s",
        minRatio);
  }

  /** The learning rate of the step after {@code step} others. */
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
