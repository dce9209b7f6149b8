package io.gristmill.rehearsal.server;

import io.gristmill.llm.Request;
import io.gristmill.rehearsal.RehearsalModel;
import java.time.Duration;

/** Limits requests and tokens per minute; a call is admitted only if both quotas suffice. */
final class RateLimiter {

  /** Tokens counted for an answer without a limit. */
  private static final int ANSWER_TOKENS = 256;

  private final QuotaBucket requests;
  private final QuotaBucket tokens;

  RateLimiter(ServerConfig config) {
    requests = new QuotaBucket(config.requestsPerMinute(), config.burstSeconds(), System::nanoTime);
    tokens = new QuotaBucket(config.tokensPerMinute(), config.burstSeconds(), System::nanoTime);
  }

  /** Admits a call and returns zero, or returns the time to wait. */
  synchronized Duration take(Request request) {
    Integer max = request.sampling().maxTokens();
    long cost = RehearsalModel.promptTokens(request.prompt()) + (max == null ? ANSWER_TOKENS : max);
    Duration first = requests.untilEnough(1);
    Duration second = tokens.untilEnough(cost);
    Duration wait = first.compareTo(second) > 0 ? first : second;
    if (wait.isZero()) {
      requests.take(1);
      tokens.take(cost);
    }
    return wait;
  }
}
