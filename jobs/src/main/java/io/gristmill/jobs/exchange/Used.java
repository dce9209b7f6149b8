package io.gristmill.jobs.exchange;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Outcome;
import io.gristmill.llm.budget.Price;

/**
 * What requests have used, whenever they were answered.
 *
 * @param requests that have an outcome
 * @param promptTokens of their prompts, where there was an answer
 * @param completionTokens of their answers
 * @param nanoDollars what they cost
 */
public record Used(long requests, long promptTokens, long completionTokens, long nanoDollars) {

  public static final Used NOTHING = new Used(0, 0, 0, 0);

  /** With one request more. */
  public Used and(Outcome outcome, Price price) {
    if (outcome instanceof Outcome.Answered answered) {
      Answer answer = answered.answer();
      return new Used(
          requests + 1,
          promptTokens + answer.promptTokens(),
          completionTokens + answer.completionTokens(),
          nanoDollars + price.cost(answer));
    }
    return new Used(requests + 1, promptTokens, completionTokens, nanoDollars);
  }

  public Used plus(Used other) {
    return new Used(
        requests + other.requests,
        promptTokens + other.promptTokens,
        completionTokens + other.completionTokens,
        nanoDollars + other.nanoDollars);
  }
}
