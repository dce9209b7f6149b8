package io.gristmill.jobs.generate;

import io.gristmill.jobs.llm.TokenUsage;
import java.util.Map;

/**
 * Result of a finished round; stored as {@code round.json} in its directory.
 *
 * @param number from 0
 * @param prompts number of prompts
 * @param proposed number of candidates and rejections in the answers
 * @param accepted number of candidates added to the pool
 * @param rows number of final records
 * @param dropped number of rejects by rule
 * @param requests number of requests, no matter when they were answered
 * @param promptTokens prompt tokens of the requests
 * @param completionTokens completion tokens of the answers
 * @param nanoDollars cost in nano-dollars
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

  /** Number of positions that its rows and rejects occupy in the whole table. */
  long places() {
    return rows + dropped.values().stream().mapToLong(Long::longValue).sum();
  }

  TokenUsage usage() {
    return new TokenUsage(requests, promptTokens, completionTokens, nanoDollars);
  }
}
