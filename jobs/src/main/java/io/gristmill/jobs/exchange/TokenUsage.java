package io.gristmill.jobs.exchange;

import io.gristmill.llm.Answer;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.budget.Price;

/**
 * What requests have used, whenever they were answered.
 *
 * @param requests that have an outcome
 * @param promptTokens of their prompts, where there was an answer
 * @param completionTokens of their answers
 * @param nanoDollars what they cost
 */
public record TokenUsage(
    long requests, long promptTokens, long completionTokens, long nanoDollars) {

  public static final TokenUsage ZERO = new TokenUsage(0, 0, 0, 0);

  /** With one request more. */
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
