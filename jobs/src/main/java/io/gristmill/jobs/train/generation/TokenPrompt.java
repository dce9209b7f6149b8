package io.gristmill.jobs.train.generation;

import io.gristmill.check.Require;

/**
 * A prompt in tokens.
 *
 * @param id identifier, from which (with the seed) its random numbers derive
 * @param tokens token ids, at least one
 */
@SuppressWarnings("ArrayRecordComponent")
public record TokenPrompt(String id, int[] tokens) {
  public TokenPrompt {
    Require.that(tokens.length > 0, "prompt %s has no tokens", id);
  }
}
