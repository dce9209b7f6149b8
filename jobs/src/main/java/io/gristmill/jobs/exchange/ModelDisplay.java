package io.gristmill.jobs.exchange;

import io.gristmill.jobs.llm.Counters;
import io.gristmill.jobs.llm.ModelService;
import io.gristmill.llm.budget.Dollars;
import java.util.Locale;

/** What a run has asked for so far, for the person watching. */
public record ModelDisplay(ModelService service) {

  public String text() {
    Counters counters = service.counters();
    return String.format(
        Locale.ROOT,
        "%,d requests, %,d from the store, %,d tokens, %s",
        counters.answered() + counters.failed(),
        counters.fromStore(),
        counters.promptTokens() + counters.completionTokens(),
        Dollars.show(service.spentNanos()));
  }

  /** Exchanges that have ended; where tasks are run again, theirs count again. */
  public long ended() {
    return service.counters().ended();
  }
}
