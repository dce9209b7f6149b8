package io.gristmill.llm.retry;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import java.time.Duration;

/**
 * A model that asks another one again after passing failures. Blocks while it waits; an interrupt
 * ends it at once. Safe for many threads, which share the health of the server.
 */
public final class RetryingModel implements Model {

  private final Model model;
  private final RetryPolicy policy;
  private final ServerHealth health;
  private final AttemptListener listener;

  /**
   * @param health one for all that ask the same server in this process
   */
  public RetryingModel(
      Model model, RetryPolicy policy, ServerHealth health, AttemptListener listener) {
    this.model = model;
    this.policy = policy;
    this.health = health;
    this.listener = listener;
  }

  /**
   * Asks until there is an answer or asking again is of no use.
   *
   * @throws ModelException the last failure; fatal when the server is dead
   */
  @Override
  public Answer answer(Request request) throws ModelException, InterruptedException {
    AttemptCounts tally = new AttemptCounts();
    while (true) {
      try {
        return attempt(request, tally.all() + 1);
      } catch (ModelException failure) {
        health.throwIfDown();
        tally.add(failure.kind());
        Duration wait = nextWait(request, failure, tally);
        tally.rateLimitedFor =
            failure.kind() == Kind.RATE_LIMIT ? tally.rateLimitedFor.plus(wait) : Duration.ZERO;
        if (tally.rateLimitedFor.compareTo(policy.maxRateLimited()) > 0) {
          throw rateLimitedTooLong(failure);
        }
        health.pause(wait);
      }
    }
  }

  /** What one request has met so far. */
  private static final class AttemptCounts {
    private int failures;
    private int malformed;
    private int rateLimits;
    private Duration rateLimitedFor = Duration.ZERO;

    void add(Kind kind) {
      rateLimits += kind == Kind.RATE_LIMIT ? 1 : 0;
      failures += kind == Kind.RATE_LIMIT ? 0 : 1;
      malformed += kind == Kind.MALFORMED ? 1 : 0;
    }

    int all() {
      return failures + rateLimits;
    }

    boolean isOver(RetryPolicy policy) {
      return failures >= policy.maxAttempts() || malformed >= policy.maxMalformedAttempts();
    }
  }

  private Answer attempt(Request request, int number) throws ModelException, InterruptedException {
    health.throwIfDown();
    listener.beforeAttempt(request, number);
    boolean told = false;
    try {
      Answer answer = model.answer(request);
      health.recordAnswer();
      told = true;
      listener.onAnswer(request, answer);
      return answer;
    } catch (ModelException failure) {
      health.recordFailure(failure);
      told = true;
      listener.onFailure(request, failure);
      throw failure;
    } finally {
      if (!told) {
        listener.onAbandoned(request);
      }
    }
  }

  private Duration nextWait(Request request, ModelException failure, AttemptCounts tally)
      throws ModelException {
    if (!failure.kind().isRetriable() || tally.isOver(policy)) {
      throw failure;
    }
    Duration wished = failure.retryAfter();
    if (wished != null && wished.compareTo(policy.maxRetryAfter()) > 0) {
      throw new ModelException(
          Kind.UNUSABLE,
          String.format(
              "%s; it asks to wait %d s, longer than llm.retry.max-retry-after-seconds (%d)."
                  + " Run the same command again later: it goes on where it stopped",
              failure.getMessage(), wished.toSeconds(), policy.maxRetryAfter().toSeconds()));
    }
    return policy.backoff(RequestKey.of(request), tally.all(), wished);
  }

  private ModelException rateLimitedTooLong(ModelException failure) {
    return new ModelException(
        Kind.UNUSABLE,
        String.format(
            "%s; one request met nothing else for %d s (llm.retry.max-rate-limited-seconds). Lower"
                + " llm.budget.requests-per-minute or tokens-per-minute and run the same command"
                + " again: it goes on where it stopped",
            failure.getMessage(), policy.maxRateLimited().toSeconds()));
  }

  @Override
  public void close() {
    model.close();
  }
}
