package io.gristmill.encode;

import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;

/**
 * What became of a row.
 *
 * @param <T> {@link TokenExample} or {@link PairTokens}
 */
public sealed interface EncodedRow<T> {

  /**
   * It is taught.
   *
   * @param lostTokens how many tokens the limit has cost it; 0 for a row that was not cut
   * @param boundaryForced whether a border of tokens had to be kept by force
   */
  record Kept<T>(T row, int lostTokens, boolean boundaryForced) implements EncodedRow<T> {}

  /**
   * It is not.
   *
   * @param lostTokens how many tokens it had
   */
  record Dropped<T>(UnusableRecord reason, int lostTokens) implements EncodedRow<T> {}
}
