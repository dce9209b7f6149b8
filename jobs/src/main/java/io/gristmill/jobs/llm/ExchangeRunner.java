package io.gristmill.jobs.llm;

import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.budget.Price;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.Exchange.RequestResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs an exchange from its first request to its end.
 *
 * @param client model client
 * @param price price of the model
 */
public record ExchangeRunner(ModelClient client, Price price) {

  /** Result of an exchange and its usage. */
  public record Result(Exchange.Done done, TokenUsage usage) {}

  /**
   * Runs an exchange; the requests of a step are sent one after the other.
   *
   * @throws StoppedException if the run is stopping
   */
  public Result run(Exchange start) throws StoppedException, InterruptedException {
    Exchange exchange = start;
    TokenUsage used = TokenUsage.ZERO;
    while (exchange instanceof Exchange.Ask ask) {
      List<RequestResult> replies = new ArrayList<>();
      for (Request request : ask.requests()) {
        RequestOutcome outcome = client.ask(request);
        used = used.plusRequest(outcome, price);
        replies.add(toResponse(outcome));
      }
      exchange = ask.next().apply(replies);
    }
    client.recordExchangeEnd();
    return new Result((Exchange.Done) exchange, used);
  }

  private static RequestResult toResponse(RequestOutcome outcome) {
    if (outcome instanceof RequestOutcome.Answered answered) {
      return new RequestResult.Answered(answered.answer());
    }
    RequestOutcome.Failed failed = (RequestOutcome.Failed) outcome;
    return new RequestResult.Failed(rule(failed.kind()), failed.reason());
  }

  /** Reject rule of a failed request; distinct from the rules of recipes. */
  private static String rule(Kind kind) {
    return switch (kind) {
      case TOO_LONG -> "request-too-long";
      case REFUSED -> "request-refused";
      case MALFORMED -> "reply-malformed";
      case INVALID -> "request-invalid";
      case RATE_LIMIT, UNAVAILABLE, UNAUTHORIZED, UNUSABLE -> "request-failed";
    };
  }
}
