package io.gristmill.llm.retry;

import io.gristmill.check.Require;
import io.gristmill.llm.RequestKey;
import io.gristmill.random.RandomStream;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often and when a request is asked again; block {@code llm.retry} of reference.conf.
 *
 * @param maxAttempts most attempts that may end without an answer, at least 1; 429s do not count
 * @param maxMalformedAttempts the same for replies that are not what the protocol says
 * @param initialBackoff before the second attempt; doubled before each further one
 * @param maxBackoff bound of that doubling
 * @param maxRetryAfter a server that asks to wait longer ends the job
 * @param maxRateLimited how long one request may meet 429s in a row, waits summed up
 * @param downAfterFailures failures in a row, of the whole process, before a server may be dead
 * @param downAfter how long these must have lasted
 */
public record RetryPolicy(
    int maxAttempts,
    int maxMalformedAttempts,
    Duration initialBackoff,
    Duration maxBackoff,
    Duration maxRetryAfter,
    Duration maxRateLimited,
    int downAfterFailures,
    Duration downAfter)
    implements Serializable {

  public RetryPolicy {
    Require.that(maxAttempts >= 1, "attempts must be at least 1, was %d", maxAttempts);
    Require.that(
        maxMalformedAttempts >= 1,
        "malformed-attempts must be at least 1, was %d",
        maxMalformedAttempts);
    Require.that(
        !initialBackoff.isNegative() && maxBackoff.compareTo(initialBackoff) >= 0,
        "waits must satisfy 0 <= first <= longest, was first=%s longest=%s",
        initialBackoff,
        maxBackoff);
  }

  /**
   * How long to wait before the next attempt: doubled each time, then drawn from its upper half, so
   * that requests that failed together do not come back together. A server's own wish counts when
   * it is longer, with a tenth of it drawn on top. The same request waits the same in every run.
   *
   * @param failures that this request has met so far, at least 1
   */
  Duration backoff(RequestKey key, int failures, @Nullable Duration retryAfter) {
    double chance = RandomStream.of(failures, "llm-retry", key.toString()).nextDouble();
    double doubled = initialBackoff.toNanos() * Math.pow(2, Math.min(failures - 1, 40));
    double bounded = Math.min(doubled, maxBackoff.toNanos());
    double own = bounded * (0.5 + 0.5 * chance);
    double wished = retryAfter == null ? 0 : retryAfter.toNanos() * (1 + 0.1 * chance);
    return Duration.ofNanos((long) Math.max(own, wished));
  }
}
