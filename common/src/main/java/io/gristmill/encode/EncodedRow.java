package io.gristmill.encode;

import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;

/**
 * A row after encoding: kept or dropped.
 *
 * @param <T> {@link TokenExample} or {@link PairTokens}
 */
public sealed interface EncodedRow<T> {

  /**
   * A row to train on.
   *
   * @param lostTokens tokens cut off by truncation; 0 for a row that fits
   * @param boundaryForced whether a token would have spanned the boundary of prompt and answer
   */
  record Kept<T>(T row, int lostTokens, boolean boundaryForced) implements EncodedRow<T> {}

  /** A row that is unusable for training; {@code lostTokens} is 0 if it was never tokenized. */
  record Dropped<T>(UnusableRecord reason, int lostTokens) implements EncodedRow<T> {}
}
