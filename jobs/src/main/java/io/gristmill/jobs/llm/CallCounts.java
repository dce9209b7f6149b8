package io.gristmill.jobs.llm;

import io.gristmill.check.Require;

/**
 * Counts of the calls of a run so far, for display only: a task that is run again counts again.
 *
 * @param exchangesEnded exchanges that have ended; see {@link ModelClient#recordExchangeEnd}
 * @param answered requests answered by the model
 * @param failed requests that failed permanently
 * @param fromStore requests answered from the response store
 * @param attempts calls made, including failed ones
 * @param rateLimited calls with status 429
 * @param promptTokens prompt tokens of answered requests
 * @param completionTokens completion tokens of answered requests
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

  /** Number of failed calls that were retried. */
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
    Require.that(n.length == FIELD_COUNT, "expected %d counts", FIELD_COUNT);
    return new CallCounts(n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]);
  }
}
