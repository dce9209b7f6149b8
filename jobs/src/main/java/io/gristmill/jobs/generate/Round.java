package io.gristmill.jobs.generate;

import io.gristmill.jobs.exchange.TokenUsage;
import java.util.Map;

/**
 * What a finished round has brought; {@code round.json} in its folder.
 *
 * @param number from 0
 * @param prompts that it asked for new tasks
 * @param proposed pieces that the answers came in: candidates and refused ones
 * @param accepted candidates that joined the pool
 * @param rows final records
 * @param dropped what came to nothing, by rule
 * @param requests all of its requests, whenever they were answered
 * @param promptTokens of them
 * @param completionTokens of their answers
 * @param nanoDollars what they cost
 */
record Round(
    int number,
    int prompts,
    long proposed,
    long accepted,
    long rows,
    Map<String, Long> dropped,
    long requests,
    long promptTokens,
    long completionTokens,
    long nanoDollars) {

  /** Places that its rows and rejects take in the order of the whole table. */
  long places() {
    return rows + dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  TokenUsage usage() {
    return new TokenUsage(requests, promptTokens, completionTokens, nanoDollars);
  }
}
