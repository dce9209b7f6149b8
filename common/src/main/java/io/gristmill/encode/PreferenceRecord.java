package io.gristmill.encode;

import io.gristmill.tokens.PairTokens;

/** A record as a preference pair: texts, token ids, or the reason why it is unusable. */
public sealed interface PreferenceRecord
    permits PreferenceText, PreferenceRecord.Tokenized, UnusableRecord {

  /** Token ids that the record holds. */
  record Tokenized(PairTokens pair) implements PreferenceRecord {}
}
