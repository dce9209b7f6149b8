package io.gristmill.jobs.llm;

import io.gristmill.llm.Answer;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.budget.Dollars;
import io.gristmill.llm.budget.Price;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Usage of requests, no matter when they were answered.
 *
 * @param requests number of requests with an outcome
 * @param promptTokens prompt tokens of answered requests
 * @param completionTokens completion tokens of the answers
 * @param nanoDollars cost in nano-dollars
 */
public record TokenUsage(long requests, long promptTokens, long completionTokens, long nanoDollars)
    implements Serializable {

  public static final TokenUsage ZERO = new TokenUsage(0, 0, 0, 0);

  /** Usage of one request; only answers cost tokens and money. */
  static TokenUsage of(RequestOutcome outcome, Price price) {
    return outcome instanceof Answer answer
        ? new TokenUsage(1, answer.promptTokens(), answer.completionTokens(), price.cost(answer))
        : new TokenUsage(1, 0, 0, 0);
  }

  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        requests + other.requests,
        promptTokens + other.promptTokens,
        completionTokens + other.completionTokens,
        nanoDollars + other.nanoDollars);
  }

  /** The facts in {@code run.json}. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("requests", requests);
    facts.put("prompt-tokens", promptTokens);
    facts.put("completion-tokens", completionTokens);
    facts.put("cost-usd", Dollars.usd(nanoDollars));
    return facts;
  }
}
