package io.gristmill.llm.budget;

/**
 * How fast the job may go, in parts of its limit: additive increase, multiplicative decrease. A 429
 * takes 15 % away, at most once a second; every second without brings 1 % of the whole back. Where
 * no limit is set the first 429 sets one, at the rate that was seen, and it grows by 1 % a second;
 * it is never below {@link #MIN_LEARNED_PER_SECOND}, since 429s that have nothing to do with the
 * pace would else bring a job to a standstill, and every request that met one waits for itself
 * anyway.
 */
final class RateControl {

  private static final long SECOND = 1_000_000_000L;
  private static final double DECREASE = 0.85;
  private static final double INCREASE = 0.01;
  private static final double MIN_FACTOR = 0.01;

  /** Requests a second. */
  private static final double MIN_LEARNED_PER_SECOND = 10;

  private final boolean limited;
  private final ThrottleAttribution attribution;
  private double factorBefore = 1;
  private double factor = 1;
  private double learned = Double.POSITIVE_INFINITY;
  private long changed;
  private long pausedUntil;
  private boolean cutBefore;
  private long lastCut;
  private long windowStart;
  private long windowStarted;
  private double seenPerSecond;

  /**
   * @param limited whether requests or tokens a minute are set
   */
  RateControl(boolean limited, long now) {
    this.limited = limited;
    this.attribution = new ThrottleAttribution(limited, now);
    this.changed = now;
    this.windowStart = now;
    this.pausedUntil = now;
  }

  /** Part of the set limits that may be used, in (0, 1]. */
  double factor() {
    return factor;
  }

  /** Requests a second that were learned, infinite until a 429 where no limit is set. */
  double learnedPerSecond() {
    return learned;
  }

  boolean isPaused(long now) {
    return now - pausedUntil < 0;
  }

  /** Notes calls that were started and 429s that were met. */
  void record(long calls, long met, long now) {
    if (attribution.record(calls, met, now) == ThrottleAttribution.TrialResult.USELESS) {
      factor = Math.max(factor, factorBefore);
      learned = Double.POSITIVE_INFINITY; // there is no limit to be found
    }
    windowStarted += calls;
    if (now - windowStart >= SECOND) {
      seenPerSecond = windowStarted * (double) SECOND / (now - windowStart);
      windowStart = now;
      windowStarted = 0;
    }
  }

  /** Lets time pass. */
  void tick(long now) {
    while (now - changed >= SECOND) {
      changed += SECOND;
      factor = Math.min(1, factor + INCREASE);
      learned *= 1 + INCREASE;
    }
  }

  /**
   * A 429 was met.
   *
   * @return whether the rate was lowered for it
   */
  boolean rateLimited(long pauseNanos, long now) {
    if (cutBefore && now - lastCut < SECOND || !attribution.isCausedByRate()) {
      return false;
    }
    factorBefore = factor;
    attribution.startTrial(now);
    cutBefore = true;
    lastCut = now;
    changed = now;
    pausedUntil = now + pauseNanos;
    if (limited) {
      factor = Math.max(MIN_FACTOR, factor * DECREASE);
    } else {
      double base = Double.isInfinite(learned) ? record(now) : learned;
      learned = Math.max(MIN_LEARNED_PER_SECOND, base * DECREASE);
    }
    return true;
  }

  private double record(long now) {
    double inWindow = windowStarted * (double) SECOND / Math.max(SECOND / 10, now - windowStart);
    return seenPerSecond > 0 ? seenPerSecond : inWindow;
  }
}
