package io.gristmill.jobs.train.generation;

import org.jspecify.annotations.Nullable;

/**
 * What was written after a prompt.
 *
 * @param tokens without the one that ended it; with a stop string those that lie wholly before it
 * @param text of them, up to the stop string to the character; null where there is no tokenizer
 */
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int[] tokens, @Nullable String text, Ending ending) {

  /** Why it goes no further. */
  public enum Ending {
    /** An end token. */
    TOKEN,
    /** A stop string. */
    STOP,
    /** As many tokens as were asked for. */
    LENGTH,
    /** Prompt and answer fill the model's context. */
    CONTEXT
  }
}
