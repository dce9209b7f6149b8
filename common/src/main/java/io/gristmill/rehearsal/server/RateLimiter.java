package io.gristmill.rehearsal.server;

import io.gristmill.llm.Request;
import io.gristmill.rehearsal.RehearsalModel;
import java.time.Duration;

/** Requests and tokens a minute. A call is let in when both have enough, else takes nothing. */
final class RateLimiter {

  /** Tokens of an answer whose limit is not given. */
  private static final int ANSWER_TOKENS = 256;

  private final QuotaBucket requests;
  private final QuotaBucket tokens;

  RateLimiter(ServerConfig config) {
    requests = new QuotaBucket(config.requestsPerMinute(), config.burstSeconds(), System::nanoTime);
    tokens = new QuotaBucket(config.tokensPerMinute(), config.burstSeconds(), System::nanoTime);
  }

  /** Zero when the call is let in, else how long to wait before asking again. */
  synchronized Duration take(Request request) {
    Integer most = request.sampling().maxTokens();
    long cost =
        RehearsalModel.promptTokens(request.prompt()) + (most == null ? ANSWER_TOKENS : most);
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
