package io.gristmill.encode;

/** The meaning of a record's columns. */
public enum DatasetFormat {
  /** Detected from the columns of each record: tokens, then prompt-completion, then the rest. */
  AUTO,
  /**
   * {@code instruction}, {@code input}, {@code output} or their synonyms; for pairs {@code chosen}
   * and {@code rejected}. Rows of Gristmill's own table have this format, too.
   */
  ALPACA,
  /** A list of turns, {@code messages} or {@code conversations}. */
  MESSAGES,
  /** {@code prompt} and {@code completion}, both verbatim texts or lists of turns. */
  PROMPT_COMPLETION,
  /** {@code prompt}, {@code chosen} and {@code rejected}: verbatim texts or lists of turns. */
  PREFERENCE,
  /** A {@code text} column, all of which counts in the loss. */
  TEXT,
  /**
   * {@code input_ids} and, unless all tokens count in the loss, {@code labels}; {@code lengths} if
   * a row packs several examples; for pairs {@code prompt_ids}, {@code chosen_ids} and {@code
   * rejected_ids}.
   */
  TOKENS
}
