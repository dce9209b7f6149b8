package io.gristmill.llm.budget;

import io.gristmill.check.Require;

/**
 * Usage report and lease request of an executor. Usage is cumulative since the start of its
 * process, so lost, late or repeated messages do not falsify the accounting.
 *
 * @param executor unique name of the process
 * @param wantedCalls number of further calls that the executor could start before its next request
 * @param tokensEach maximum tokens that one of these calls needs
 * @param nanosEach maximum cost of one of these calls in nano-dollars
 * @param inFlight number of open calls
 * @param started total calls started
 * @param returnedRequests total leased calls that expired unused
 * @param returnedTokens total leased tokens not used; overuse is subtracted
 * @param heldNanos nano-dollars still reserved, including open calls
 * @param spentNanos total cost of its calls in nano-dollars
 * @param usedTokens total tokens used by its calls
 * @param rateLimited total 429s received
 * @param retryAfterMillis maximum Retry-After since the last request in milliseconds; 0 if none
 */
public record LeaseRequest(
    String executor,
    long wantedCalls,
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

  /** Encodes all fields but the name for RPC messages, which consist of JDK types. */
  public long[] toLongs() {
    return new long[] {
      wantedCalls,
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
    Require.that(n.length == FIELD_COUNT, "a lease request has %d fields", FIELD_COUNT);
    return new LeaseRequest(
        executor, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9], n[10], n[11]);
  }
}
