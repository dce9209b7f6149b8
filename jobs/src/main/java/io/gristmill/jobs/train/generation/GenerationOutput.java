package io.gristmill.jobs.train.generation;

import org.jspecify.annotations.Nullable;

/**
 * What was written after a prompt.
 *
 * @param tokens without the one that ended it; with a stop string those that lie wholly before it
 * @param text of them, up to the stop string to the character; null where there is no tokenizer
 */
@SuppressWarnings("ArrayRecordComponent")
public record GenerationOutput(int[] tokens, @Nullable String text, FinishReason finishReason) {

  /** Why it goes no further. */
  public enum FinishReason {
    /** An end token. */
    EOS_TOKEN,
    /** A stop string. */
    STOP_STRING,
    /** As many tokens as were asked for. */
    MAX_NEW_TOKENS,
    /** Prompt and answer fill the model's context. */
    MAX_POSITIONS
  }
}
