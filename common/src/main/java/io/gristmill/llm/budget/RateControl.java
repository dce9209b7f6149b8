package io.gristmill.llm.budget;

/**
 * Request rate of the job as a fraction of its limit: additive increase, multiplicative decrease
 * (AIMD). A 429 lowers it by 15 %, at most once per second; each second without one raises it by 1
 * % of the limit. If no limit is set, the first 429 sets one at the observed rate, which grows by 1
 * % per second. It never falls below {@link #MIN_LEARNED_PER_SECOND}, since unrelated 429s would
 * otherwise stall the job, and each throttled request backs off anyway.
 */
final class RateControl {

  private static final long SECOND = 1_000_000_000L;
  private static final double DECREASE = 0.85;
  private static final double INCREASE = 0.01;
  private static final double MIN_FACTOR = 0.01;

  /** Minimum learned limit, in requests per second. */
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
   * @param limited whether requests-per-minute or tokens-per-minute is set
   */
  RateControl(boolean limited, long now) {
    this.limited = limited;
    this.attribution = new ThrottleAttribution(limited, now);
    this.changed = now;
    this.windowStart = now;
    this.pausedUntil = now;
  }

  /** Usable fraction of the configured limits, in (0, 1]. */
  double factor() {
    return factor;
  }

  /** Learned limit in requests per second; infinite until the first 429. */
  double learnedPerSecond() {
    return learned;
  }

  boolean isPaused(long now) {
    return now - pausedUntil < 0;
  }

  /** Records started calls and received 429s. */
  void record(long calls, long throttled, long now) {
    if (attribution.record(calls, throttled, now) == ThrottleAttribution.TrialResult.USELESS) {
      factor = Math.max(factor, factorBefore);
      learned = Double.POSITIVE_INFINITY; // 429s do not depend on the rate
    }
    windowStarted += calls;
    if (now - windowStart >= SECOND) {
      seenPerSecond = windowStarted * (double) SECOND / (now - windowStart);
      windowStart = now;
      windowStarted = 0;
    }
  }

  /** Advances the time. */
  void tick(long now) {
    while (now - changed >= SECOND) {
      changed += SECOND;
      factor = Math.min(1, factor + INCREASE);
      learned *= 1 + INCREASE;
    }
  }

  /**
   * Reacts to a 429.
   *
   * @return whether the rate was lowered
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
