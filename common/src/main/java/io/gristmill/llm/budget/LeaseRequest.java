package io.gristmill.llm.budget;

import java.io.Serializable;

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
    long retryAfterMillis)
    implements Serializable {}
