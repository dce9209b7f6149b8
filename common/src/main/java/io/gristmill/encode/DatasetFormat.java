package io.gristmill.encode;

/** What the columns of a record mean. */
public enum DatasetFormat {
  /** Told per record by its columns, in the order tokens, prompt-completion, the rest. */
  AUTO,
  /**
   * {@code instruction}, {@code input}, {@code output} or their synonyms; for pairs {@code chosen}
   * and {@code rejected}. Our own table is read so too.
   */
  ALPACA,
  /** A list of turns, {@code messages} or {@code conversations}. */
  MESSAGES,
  /** {@code prompt} and {@code completion}, both texts that stand as they are, or turns. */
  PROMPT_COMPLETION,
  /**
   * {@code prompt}, {@code chosen} and {@code rejected}: texts that stand as they are, or turns.
   */
  PREFERENCE,
  /** {@code text}, learned as a whole. */
  TEXT,
  /**
   * {@code input_ids} and, where not all is learned, {@code labels}; {@code lengths} where a row
   * holds several examples; for pairs {@code prompt_ids}, {@code chosen_ids} and {@code
   * rejected_ids}.
   */
  TOKENS
}
