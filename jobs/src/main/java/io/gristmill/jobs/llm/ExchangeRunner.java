package io.gristmill.jobs.llm;

import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.budget.Price;
import io.gristmill.recipe.Exchange;
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
      List<RequestOutcome> outcomes = new ArrayList<>();
      for (Request request : ask.requests()) {
        RequestOutcome outcome = client.ask(request);
        used = used.plus(TokenUsage.of(outcome, price));
        outcomes.add(outcome);
      }
      exchange = ask.next().apply(outcomes);
    }
    client.recordExchangeEnd();
    return new Result((Exchange.Done) exchange, used);
  }
}
