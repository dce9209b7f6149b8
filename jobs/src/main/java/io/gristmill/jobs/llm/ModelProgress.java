package io.gristmill.jobs.llm;

import io.gristmill.llm.budget.Dollars;
import java.util.Locale;

/** Progress text about the requests of a run. */
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

  /** Number of finished exchanges; those of repeated tasks count again. */
  public long exchangesEnded() {
    return service.counts().exchangesEnded();
  }
}
