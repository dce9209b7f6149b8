package io.gristmill.llm.budget;

/**
 * Decides whether 429s are caused by the request rate of the job. 429s of a quota cease at a lower
 * rate; others (of a shared or erratic server) continue, and slowing down does not help. Each rate
 * cut is therefore a trial: if the calls after it get at least half as many 429s as expected, the
 * cut is reverted and that share of 429s is tolerated for a while.
 *
 * <p>Shares refer to the calls of the last seconds, weighted by exponential decay.
 */
final class ThrottleAttribution {

  private static final double SECOND = 1e9;
  private static final double HALF_LIFE_SECONDS = 5;

  /** A larger share of 429s is always attributed to the rate: a cut by 15 % just offsets it. */
  private static final double CERTAIN_SHARE = 0.15;

  /** Minimum number of 429s expected without the cut, to decide a trial. */
  private static final double MIN_EXPECTED = 2;

  private static final double MIN_EXPECTED_WITH_LIMIT = 4;

  private static final double MAX_TRIAL_SECONDS = 10;

  private static final double TOLERANCE_FACTOR = 2;
  private static final double TOLERANCE_DECAY_PER_SECOND = 0.01;

  private double calls;
  private double throttled;
  private double toleratedShare;
  private long last;

  private final double minExpected;
  private boolean inTrial;
  private double shareBefore;
  private double callsInTrial;
  private double throttledInTrial;
  private long trialStart;

  ThrottleAttribution(boolean limited, long now) {
    this.minExpected = limited ? MIN_EXPECTED_WITH_LIMIT : MIN_EXPECTED;
    this.last = now;
  }

  /** Result of the trial of a rate cut. */
  enum TrialResult {
    /** No trial, or still undecided. */
    OPEN,
    /** Fewer 429s: the rate was the cause. */
    HELPED,
    /** As many 429s as before: the cut must be reverted. */
    USELESS
  }

  /** Records calls and the 429s among them. */
  TrialResult record(long moreCalls, long moreMet, long now) {
    double seconds = Math.max(0, now - last) / SECOND;
    last = Math.max(last, now);
    double kept = Math.pow(0.5, seconds / HALF_LIFE_SECONDS);
    calls = calls * kept + moreCalls;
    throttled = throttled * kept + moreMet;
    toleratedShare *= Math.pow(1 - TOLERANCE_DECAY_PER_SECOND, seconds);
    callsInTrial += moreCalls;
    throttledInTrial += moreMet;
    return inTrial ? evaluateTrial(now) : TrialResult.OPEN;
  }

  private TrialResult evaluateTrial(long now) {
    double expected = shareBefore * callsInTrial;
    if (expected >= minExpected) {
      inTrial = false;
      if (throttledInTrial < expected / 2) {
        return TrialResult.HELPED;
      }
      toleratedShare = TOLERANCE_FACTOR * Math.max(shareBefore, throttledInTrial / callsInTrial);
      return TrialResult.USELESS;
    }
    inTrial = (now - trialStart) / SECOND < MAX_TRIAL_SECONDS;
    return inTrial ? TrialResult.OPEN : TrialResult.HELPED;
  }

  /** Whether the latest 429s are a reason to lower the rate. */
  boolean isCausedByRate() {
    double share = throttledShare();
    return share > CERTAIN_SHARE || share > toleratedShare && !inTrial;
  }

  /** Starts a trial: the rate was lowered. */
  void startTrial(long now) {
    shareBefore = throttledShare();
    inTrial = shareBefore <= CERTAIN_SHARE;
    trialStart = now;
    callsInTrial = 0;
    throttledInTrial = 0;
  }

  private double throttledShare() {
    return throttled / Math.max(calls, Math.max(throttled, 1));
  }
}
