package io.gristmill.encode;

import io.gristmill.tokens.TokenExample;

/** A record as training data: a text, token ids, or the reason why it is unusable. */
public sealed interface TrainingRecord
    permits TrainingText, TrainingRecord.Tokenized, UnusableRecord {

  /** Token ids that the record holds, with their labels as answers. */
  record Tokenized(TokenExample example) implements TrainingRecord {}
}
