package io.gristmill.encode;

import io.gristmill.tokens.TokenExample;

/** What a record is to a model that learns from it: a text, tokens, or why it is neither. */
public sealed interface TrainingRecord
    permits TrainingText, TrainingRecord.Tokenized, UnusableRecord {

  /**
   * Tokens that were made before.
   *
   * @param example with what is learned of it
   */
  record Tokenized(TokenExample example) implements TrainingRecord {}
}
