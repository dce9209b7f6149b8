package io.gristmill.jobs.llm;

import io.gristmill.llm.Answer;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.budget.Price;

/**
 * Usage of requests, no matter when they were answered.
 *
 * @param requests number of requests with an outcome
 * @param promptTokens prompt tokens of answered requests
 * @param completionTokens completion tokens of the answers
 * @param nanoDollars cost in nano-dollars
 */
public record TokenUsage(
    long requests, long promptTokens, long completionTokens, long nanoDollars) {

  public static final TokenUsage ZERO = new TokenUsage(0, 0, 0, 0);

  /** Adds a request. */
  public TokenUsage plusRequest(RequestOutcome outcome, Price price) {
    if (outcome instanceof RequestOutcome.Answered answered) {
      Answer answer = answered.answer();
      return new TokenUsage(
          requests + 1,
          promptTokens + answer.promptTokens(),
          completionTokens + answer.completionTokens(),
          nanoDollars + price.cost(answer));
    }
    return new TokenUsage(requests + 1, promptTokens, completionTokens, nanoDollars);
  }

  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        requests + other.requests,
        promptTokens + other.promptTokens,
        completionTokens + other.completionTokens,
        nanoDollars + other.nanoDollars);
  }
}
