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
final class Blame {

  private static final double SECOND = 1e9;
  private static final double HALF_LIFE_SECONDS = 5;

  /** A larger share has one reason only. At this one a cut by 15 % is just below the limit. */
  private static final double CLEAR = 0.15;

  /** 429s that calls after a cut would have met before, to tell by; more where a limit is known. */
  private static final double ENOUGH = 2;

  private static final double ENOUGH_WITH_LIMIT = 4;

  private static final double LONGEST_TRIAL_SECONDS = 10;

  private static final double MARGIN = 2;
  private static final double FORGETTING_PER_SECOND = 0.01;

  private double calls;
  private double met;
  private double tolerated;
  private long last;

  private final double enough;
  private boolean trying;
  private double shareBefore;
  private double callsSince;
  private double metSince;
  private long trialStart;

  Blame(boolean limited, long now) {
    this.enough = limited ? ENOUGH_WITH_LIMIT : ENOUGH;
    this.last = now;
  }

  /** What the trial of a cut has come to. */
  enum Verdict {
    /** There is none, or it is not over. */
    OPEN,
    /** Fewer 429s: the pace was the reason. */
    HELPED,
    /** As many as before: the cut is to be taken back. */
    USELESS
  }

  /** Notes calls and the 429s among them. */
  Verdict seen(long moreCalls, long moreMet, long now) {
    double seconds = Math.max(0, now - last) / SECOND;
    last = Math.max(last, now);
    double kept = Math.pow(0.5, seconds / HALF_LIFE_SECONDS);
    calls = calls * kept + moreCalls;
    met = met * kept + moreMet;
    tolerated *= Math.pow(1 - FORGETTING_PER_SECOND, seconds);
    callsSince += moreCalls;
    metSince += moreMet;
    return trying ? verdict(now) : Verdict.OPEN;
  }

  private Verdict verdict(long now) {
    double expected = shareBefore * callsSince;
    if (expected >= enough) {
      trying = false;
      if (metSince < expected / 2) {
        return Verdict.HELPED;
      }
      tolerated = MARGIN * Math.max(shareBefore, metSince / callsSince);
      return Verdict.USELESS;
    }
    trying = (now - trialStart) / SECOND < LONGEST_TRIAL_SECONDS;
    return trying ? Verdict.OPEN : Verdict.HELPED;
  }

  /** Whether 429s just met are a reason to go slower now. */
  boolean isOurs() {
    double share = share();
    return share > CLEAR || share > tolerated && !trying;
  }

  /** The pace has been lowered. */
  void cut(long now) {
    shareBefore = share();
    trying = shareBefore <= CLEAR;
    trialStart = now;
    callsSince = 0;
    metSince = 0;
  }

  private double share() {
    return met / Math.max(calls, Math.max(met, 1));
  }
}
