package io.gristmill.jobs.llm;

import io.gristmill.check.Require;

/**
 * What the processes of a run have done so far, for display: a task that is run again counts again.
 *
 * @param exchangesEnded exchanges that came to their end, see {@link ModelClient#recordExchangeEnd}
 * @param answered requests that the model answered
 * @param failed requests that failed for good
 * @param fromStore requests that were answered from the store
 * @param attempts calls made, those without an answer included
 * @param rateLimited calls answered 429
 * @param promptTokens of the answered
 * @param completionTokens of the answered
 */
public record CallCounts(
    long exchangesEnded,
    long answered,
    long failed,
    long fromStore,
    long attempts,
    long rateLimited,
    long promptTokens,
    long completionTokens) {

  static final CallCounts NONE = new CallCounts(0, 0, 0, 0, 0, 0, 0, 0);

  private static final int FIELD_COUNT = 8;

  /** Calls that were made in vain. */
  public long retries() {
    return Math.max(0, attempts - answered - failed);
  }

  CallCounts plus(CallCounts other) {
    return new CallCounts(
        exchangesEnded + other.exchangesEnded,
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
      exchangesEnded,
      answered,
      failed,
      fromStore,
      attempts,
      rateLimited,
      promptTokens,
      completionTokens
    };
  }

  static CallCounts of(long[] n) {
    Require.that(n.length == FIELD_COUNT, "there are %d counters", FIELD_COUNT);
    return new CallCounts(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
  }
}
