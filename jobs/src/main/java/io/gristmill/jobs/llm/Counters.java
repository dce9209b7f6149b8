package io.gristmill.jobs.llm;

import io.gristmill.check.Require;

/**
 * What the processes of a run have done so far, for display: a task that is run again counts again.
 *
 * @param ended exchanges that came to their end, see {@link Asker#ended}
 * @param answered requests that the model answered
 * @param failed requests that failed for good
 * @param fromStore requests that were answered from the store
 * @param attempts calls made, those without an answer included
 * @param rateLimited calls answered 429
 * @param promptTokens of the answered
 * @param completionTokens of the answered
 */
public record Counters(
    long ended,
    long answered,
    long failed,
    long fromStore,
    long attempts,
    long rateLimited,
    long promptTokens,
    long completionTokens) {

  static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0, 0);

  private static final int NUMBERS = 8;

  /** Calls that were made in vain. */
  public long retries() {
    return Math.max(0, attempts - answered - failed);
  }

  Counters plus(Counters other) {
    return new Counters(
        ended + other.ended,
        answered + other.answered,
        failed + other.failed,
        fromStore + other.fromStore,
        attempts + other.attempts,
        rateLimited + other.rateLimited,
        promptTokens + other.promptTokens,
        completionTokens + other.completionTokens);
  }

  long[] toLongs() {
    return new long[] {
      ended, answered, failed, fromStore, attempts, rateLimited, promptTokens, completionTokens
    };
  }

  static Counters of(long[] n) {
    Require.that(n.length == NUMBERS, "there are %d counters", NUMBERS);
    return new Counters(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
  }
}
