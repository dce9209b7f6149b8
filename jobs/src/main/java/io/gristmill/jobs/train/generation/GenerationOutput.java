package io.gristmill.jobs.train.generation;

import org.jspecify.annotations.Nullable;

/**
 * A generated answer.
 *
 * @param tokens tokens without the one that ended the answer; those wholly before a stop string
 * @param text their text, up to the character before a stop string; null without a tokenizer
 */
@SuppressWarnings("ArrayRecordComponent")
public record GenerationOutput(int[] tokens, @Nullable String text, FinishReason finishReason) {

  /** Why generation ended. */
  public enum FinishReason {
    /** The model generated an end-of-sequence token. */
    EOS_TOKEN,
    /** The text contains a stop string. */
    STOP_STRING,
    /** The answer has the maximum number of new tokens. */
    MAX_NEW_TOKENS,
    /** Prompt and answer fill the model's context. */
    MAX_POSITIONS
  }
}
