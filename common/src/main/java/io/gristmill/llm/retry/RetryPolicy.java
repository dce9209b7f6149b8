package io.gristmill.llm.retry;

import io.gristmill.check.Require;
import io.gristmill.llm.RequestKey;
import io.gristmill.random.RandomStream;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Retry policy (block {@code llm.retry} of reference.conf).
 *
 * @param maxAttempts maximum number of failed attempts, at least 1; 429s do not count
 * @param maxMalformedAttempts maximum number of malformed responses, at least 1
 * @param initialBackoff wait before the second attempt; doubled for each further one
 * @param maxBackoff upper bound of the wait
 * @param maxRetryAfter a longer Retry-After stops the job
 * @param maxRateLimited maximum total wait of a request during consecutive 429s
 * @param downAfterFailures consecutive failures of the process after which the server may be down
 * @param downAfter minimum duration of these failures
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
    Require.that(maxAttempts >= 1, "max-attempts must be at least 1, was %d", maxAttempts);
    Require.that(
        maxMalformedAttempts >= 1,
        "max-malformed-attempts must be at least 1, was %d",
        maxMalformedAttempts);
    Require.that(
        !initialBackoff.isNegative() && maxBackoff.compareTo(initialBackoff) >= 0,
        "backoff must satisfy 0 <= initial <= max, was initial=%s max=%s",
        initialBackoff,
        maxBackoff);
  }

  /**
   * Wait before the next attempt: exponential backoff with jitter over the upper half, so that
   * requests that failed together are not retried together. A longer Retry-After takes precedence,
   * plus up to 10 % jitter. The jitter depends on request and failure count only, so every run
   * waits alike.
   *
   * @param failures failures of this request so far, at least 1
   */
  Duration backoff(RequestKey key, int failures, @Nullable Duration retryAfter) {
    double chance = RandomStream.of(failures, "llm-retry", key.toString()).nextDouble();
    double doubled = initialBackoff.toNanos() * Math.pow(2, Math.min(failures - 1, 40));
    double bounded = Math.min(doubled, maxBackoff.toNanos());
    double backoff = bounded * (0.5 + 0.5 * chance);
    double wished = retryAfter == null ? 0 : retryAfter.toNanos() * (1 + 0.1 * chance);
    return Duration.ofNanos((long) Math.max(backoff, wished));
  }
}
