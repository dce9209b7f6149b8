package io.gristmill.jobs.exchange;

import io.gristmill.jobs.llm.Asker;
import io.gristmill.jobs.llm.StoppedException;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Outcome;
import io.gristmill.llm.Request;
import io.gristmill.llm.budget.Price;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.Exchange.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds an exchange from its first request to its end.
 *
 * @param asker who answers
 * @param price of an answer
 */
public record Conversation(Asker asker, Price price) {

  /** How an exchange ended. */
  public record End(Exchange.Done done, Used used) {}

  /**
   * Runs it; requests of a step one after the other.
   *
   * @throws StoppedException when the whole job is to end
   */
  public End run(Exchange start) throws StoppedException, InterruptedException {
    Exchange exchange = start;
    Used used = Used.NOTHING;
    while (exchange instanceof Exchange.Ask ask) {
      List<Reply> replies = new ArrayList<>();
      for (Request request : ask.requests()) {
        Outcome outcome = asker.ask(request);
        used = used.and(outcome, price);
        replies.add(reply(outcome));
      }
      exchange = ask.next().apply(replies);
    }
    asker.ended();
    return new End((Exchange.Done) exchange, used);
  }

  private static Reply reply(Outcome outcome) {
    if (outcome instanceof Outcome.Answered answered) {
      return new Reply.Answered(answered.answer());
    }
    Outcome.Failed failed = (Outcome.Failed) outcome;
    return new Reply.Failed(rule(failed.kind()), failed.reason());
  }

  /** Named apart from what recipes refuse, for it is the request that failed. */
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
