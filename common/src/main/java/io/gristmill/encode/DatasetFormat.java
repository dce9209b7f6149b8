package io.gristmill.encode;

/** What the columns of a record mean. */
public enum DatasetFormat {
  /**
   * Detected for each record from its columns: tokens first, then prompt-completion, then the rest.
   */
  AUTO,
  /**
   * {@code instruction}, {@code input}, {@code output} or their synonyms; for pairs {@code chosen}
   * and {@code rejected}. Gristmill's own table is read so too.
   */
  ALPACA,
  /** A list of turns, {@code messages} or {@code conversations}. */
  MESSAGES,
  /** {@code prompt} and {@code completion}, both verbatim texts or lists of turns. */
  PROMPT_COMPLETION,
  /** {@code prompt}, {@code chosen} and {@code rejected}: verbatim texts or lists of turns. */
  PREFERENCE,
  /** {@code text}, which counts in the loss as a whole. */
  TEXT,
  /**
   * {@code input_ids} and, unless all tokens count in the loss, {@code labels}; {@code lengths} if
   * a row packs several examples; for pairs {@code prompt_ids}, {@code chosen_ids} and {@code
   * rejected_ids}.
   */
  TOKENS
}
