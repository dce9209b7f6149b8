package io.gristmill.jobs.train.optim;

import io.gristmill.check.Require;

/**
 * The learning rate of each step, as transformers' schedulers have it: it rises from 0 in equal
 * parts over the warm-up (so the very first step of one moves nothing), then follows its form.
 *
 * @param form what it does after the warm-up
 * @param peak the highest rate
 * @param warmUp steps until the peak
 * @param total steps of the training, the warm-up's included
 * @param floor share of the peak at the end of a cosine or linear form, in [0, 1]
 */
public record Schedule(Form form, double peak, long warmUp, long total, double floor) {

  /** Forms after the warm-up. */
  public enum Form {
    CONSTANT,
    LINEAR,
    COSINE
  }

  public Schedule {
    Require.that(peak > 0, "the learning rate must be above 0, was %s", peak);
    Require.that(total >= 1, "there must be a step at least, was %d", total);
    Require.that(warmUp >= 0, "the warm-up must not be negative, was %d", warmUp);
    Require.that(floor >= 0 && floor <= 1, "the floor must be in [0, 1], was %s", floor);
  }

  /**
   * @param step counted from 0
   */
  public double at(long step) {
    if (step < warmUp) {
      return peak * step / warmUp;
    }
    double done = Math.min(1, (double) (step - warmUp) / Math.max(1, total - warmUp));
    return peak * (floor + (1 - floor) * share(done));
  }

  private double share(double done) {
    return switch (form) {
      case CONSTANT -> 1;
      case LINEAR -> 1 - done;
      case COSINE -> 0.5 * (1 + StrictMath.cos(Math.PI * done));
    };
  }
}
