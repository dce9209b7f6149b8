package io.gristmill.llm.budget;

/**
 * Whether 429s have to do with the pace of the job. Those of a quota stop when the pace is lowered;
 * others (of a server that is shared, or that answers some calls so for reasons of its own) go on
 * as before, and then there is no use in going slower. So the first calls after a cut are counted:
 * when they meet at least half as many 429s as before, the cut is taken back and such a share of
 * them is put up with for a while.
 *
 * <p>Shares are of the calls of the last seconds, by exponential decay.
 */
final class ThrottleAttribution {

  private static final double SECOND = 1e9;
  private static final double HALF_LIFE_SECONDS = 5;

  /** A larger share has one reason only. At this one a cut by 15 % is just below the limit. */
  private static final double CERTAIN_SHARE = 0.15;

  /** 429s that calls after a cut would have met before, to tell by; more where a limit is known. */
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

  /** What the trial of a cut has come to. */
  enum TrialResult {
    /** There is none, or it is not over. */
    OPEN,
    /** Fewer 429s: the pace was the reason. */
    HELPED,
    /** As many as before: the cut is to be taken back. */
    USELESS
  }

  /** Notes calls and the 429s among them. */
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

  /** Whether 429s just met are a reason to go slower now. */
  boolean isCausedByRate() {
    double share = throttledShare();
    return share > CERTAIN_SHARE || share > toleratedShare && !inTrial;
  }

  /** The pace has been lowered. */
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
