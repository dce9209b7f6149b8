package io.gristmill.llm.budget;

import io.gristmill.check.Require;

/**
 * What an executor tells the driver and wants from it. Sums since the start of its process, not
 * changes, so that a message that is lost, late or doubled does no harm to money.
 *
 * @param executor its name; another process has another one
 * @param want calls it could start before it asks again, beyond what it holds
 * @param tokensEach most tokens that one of these needs
 * @param nanosEach most nano-dollars that one of these needs
 * @param inFlight its calls now
 * @param started sum of calls
 * @param returnedRequests sum of leased calls that were not made in time
 * @param returnedTokens sum of leased tokens that were not needed; less where more were
 * @param heldNanos nano-dollars it still holds, those of its calls in flight included
 * @param spentNanos sum of what its calls have cost
 * @param usedTokens sum of what its calls have used
 * @param rateLimited sum of 429s
 * @param retryAfterMillis the longest wait that a 429 asked for since the last ask, 0 for none
 */
public record LeaseRequest(
    String executor,
    long want,
    long tokensEach,
    long nanosEach,
    long inFlight,
    long started,
    long returnedRequests,
    long returnedTokens,
    long heldNanos,
    long spentNanos,
    long usedTokens,
    long rateLimited,
    long retryAfterMillis) {

  private static final int FIELD_COUNT = 12;

  /** All but the name, for messages of JDK types. */
  public long[] toLongs() {
    return new long[] {
      want,
      tokensEach,
      nanosEach,
      inFlight,
      started,
      returnedRequests,
      returnedTokens,
      heldNanos,
      spentNanos,
      usedTokens,
      rateLimited,
      retryAfterMillis
    };
  }

  /** The reverse of {@link #toLongs}. */
  public static LeaseRequest of(String executor, long[] n) {
    Require.that(n.length == FIELD_COUNT, "a lease is asked for by %d numbers", FIELD_COUNT);
    return new LeaseRequest(
        executor, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11]);
  }
}
