package io.gristmill.llm.retry;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import java.time.Duration;

/**
 * A model that retries another one after transient errors. Waits block the calling thread and end
 * on interruption. Thread-safe; all threads share the health of the server.
 */
public final class RetryingModel implements Model {

  private final Model model;
  private final RetryPolicy policy;
  private final ServerHealth health;
  private final AttemptListener listener;

  /**
   * @param health shared by all calls to the server in this process
   */
  public RetryingModel(
      Model model, RetryPolicy policy, ServerHealth health, AttemptListener listener) {
    this.model = model;
    this.policy = policy;
    this.health = health;
    this.listener = listener;
  }

  /**
   * Calls the model until it answers or a retry is useless.
   *
   * @throws ModelException the last failure; fatal if the server is down
   */
  @Override
  public Answer answer(Request request) throws ModelException, InterruptedException {
    AttemptCounts counts = new AttemptCounts();
    while (true) {
      try {
        return attempt(request, counts.all() + 1);
      } catch (ModelException failure) {
        health.throwIfDown();
        counts.add(failure.kind());
        Duration wait = nextWait(request, failure, counts);
        counts.rateLimitedFor =
            failure.kind() == Kind.RATE_LIMIT ? counts.rateLimitedFor.plus(wait) : Duration.ZERO;
        if (counts.rateLimitedFor.compareTo(policy.maxRateLimited()) > 0) {
          throw rateLimitedTooLong(failure);
        }
        health.pause(wait);
      }
    }
  }

  /** Failures of a request so far. */
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
    boolean reported = false;
    try {
      Answer answer = model.answer(request);
      health.recordAnswer();
      reported = true;
      listener.onAnswer(request, answer);
      return answer;
    } catch (ModelException failure) {
      health.recordFailure(failure);
      reported = true;
      listener.onFailure(request, failure);
      throw failure;
    } finally {
      if (!reported) {
        listener.onAbandoned(request);
      }
    }
  }

  private Duration nextWait(Request request, ModelException failure, AttemptCounts counts)
      throws ModelException {
    if (!failure.kind().isRetriable() || counts.isOver(policy)) {
      throw failure;
    }
    Duration wished = failure.retryAfter();
    if (wished != null && wished.compareTo(policy.maxRetryAfter()) > 0) {
      throw new ModelException(
          Kind.UNUSABLE,
          String.format(
              "%s; it asks to wait %d s, more than llm.retry.max-retry-after-seconds (%d)."
                  + " Run the same command again later to resume",
              failure.getMessage(), wished.toSeconds(), policy.maxRetryAfter().toSeconds()));
    }
    return policy.backoff(RequestKey.of(request), counts.all(), wished);
  }

  private ModelException rateLimitedTooLong(ModelException failure) {
    return new ModelException(
        Kind.UNUSABLE,
        String.format(
            "%s; one request got only 429s for %d s (llm.retry.max-rate-limited-seconds). Lower"
                + " llm.budget.requests-per-minute or llm.budget.tokens-per-minute and run the same"
                + " command again to resume",
            failure.getMessage(), policy.maxRateLimited().toSeconds()));
  }

  @Override
  public void close() {
    model.close();
  }
}
