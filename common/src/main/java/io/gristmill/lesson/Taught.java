package io.gristmill.lesson;

import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;

/**
 * What became of a row.
 *
 * @param <T> {@link TokenExample} or {@link PairTokens}
 */
public sealed interface Taught<T> {

  /**
   * It is taught.
   *
   * @param lostTokens how many tokens the limit has cost it; 0 for a row that was not cut
   * @param mended whether a border of tokens had to be kept by force
   */
  record Kept<T>(T row, int lostTokens, boolean mended) implements Taught<T> {}

  /**
   * It is not.
   *
   * @param lostTokens how many tokens it had
   */
  record Dropped<T>(Unusable reason, int lostTokens) implements Taught<T> {}
}
