package io.gristmill.jobs.train.generation;

import io.gristmill.check.Require;

/**
 * What is to be continued.
 *
 * @param id what its random numbers depend on, besides the seed
 * @param tokens at least one
 */
@SuppressWarnings("ArrayRecordComponent")
public record TokenPrompt(String id, int[] tokens) {
  public TokenPrompt {
    Require.that(tokens.length > 0, "prompt %s has no token", id);
  }
}
