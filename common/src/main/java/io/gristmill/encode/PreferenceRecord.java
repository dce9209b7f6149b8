package io.gristmill.encode;

import io.gristmill.tokens.PairTokens;

/** What a record is to a model that learns preferences: two answers, tokens of them, or why not. */
public sealed interface PreferenceRecord
    permits PreferenceText, PreferenceRecord.Tokenized, UnusableRecord {

  /** Tokens that were made before. */
  record Tokenized(PairTokens pair) implements PreferenceRecord {}
}
