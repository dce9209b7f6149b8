package io.gristmill.jobs.llm;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Outcome;
import io.gristmill.llm.budget.Price;
import java.io.Serializable;

/**
 * What segments hold, added up: facts, however often tasks ran.
 *
 * @param answers stored answers; one that was paid twice counts twice
 * @param failed requests that failed for good
 * @param promptTokens of the answers
 * @param completionTokens of the answers
 * @param costNanos nano-dollars, by the price of today
 */
public record Tally(
    long answers, long failed, long promptTokens, long completionTokens, long costNanos)
    implements Serializable {

  static final Tally NONE = new Tally(0, 0, 0, 0, 0);

  Tally plus(Tally other) {
    return new Tally(
        answers + other.answers,
        failed + other.failed,
        promptTokens + other.promptTokens,
        completionTokens + other.completionTokens,
        costNanos + other.costNanos);
  }

  static Tally of(Outcome outcome, Price price) {
    if (outcome instanceof Outcome.Answered answered) {
      Answer answer = answered.answer();
      return new Tally(1, 0, answer.promptTokens(), answer.completionTokens(), price.cost(answer));
    }
    return new Tally(0, 1, 0, 0, 0);
  }
}
