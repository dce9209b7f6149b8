package io.gristmill.jobs.exchange;

import io.gristmill.jobs.llm.CallCounts;
import io.gristmill.jobs.llm.ModelService;
import io.gristmill.llm.budget.Dollars;
import java.util.Locale;

/** What a run has asked for so far, for the person watching. */
public record ModelProgress(ModelService service) {

  public String text() {
    CallCounts counters = service.counts();
    return String.format(
        Locale.ROOT,
        "%,d requests, %,d from the store, %,d tokens, %s",
        counters.answered() + counters.failed(),
        counters.fromStore(),
        counters.promptTokens() + counters.completionTokens(),
        Dollars.show(service.spentNanos()));
  }

  /** Exchanges that have ended; where tasks are run again, theirs count again. */
  public long exchangesEnded() {
    return service.counts().exchangesEnded();
  }
}
