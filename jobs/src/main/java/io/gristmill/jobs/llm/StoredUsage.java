package io.gristmill.jobs.llm;

import io.gristmill.llm.Answer;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.budget.Price;
import java.io.Serializable;

/**
 * Total usage recorded in segments, independent of how often tasks ran.
 *
 * @param answers number of stored answers; one that was billed twice counts twice
 * @param failed number of requests that failed permanently
 * @param promptTokens prompt tokens of the answers
 * @param completionTokens completion tokens of the answers
 * @param costNanos cost in nano-dollars at the current price
 */
public record StoredUsage(
    long answers, long failed, long promptTokens, long completionTokens, long costNanos)
    implements Serializable {

  static final StoredUsage NONE = new StoredUsage(0, 0, 0, 0, 0);

  StoredUsage plus(StoredUsage other) {
    return new StoredUsage(
        answers + other.answers,
        failed + other.failed,
        promptTokens + other.promptTokens,
        completionTokens + other.completionTokens,
        costNanos + other.costNanos);
  }

  static StoredUsage of(RequestOutcome outcome, Price price) {
    if (outcome instanceof RequestOutcome.Answered answered) {
      Answer answer = answered.answer();
      return new StoredUsage(
          1, 0, answer.promptTokens(), answer.completionTokens(), price.cost(answer));
    }
    return new StoredUsage(0, 1, 0, 0, 0);
  }
}
