package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * The lengths of the character n-grams counted, in code points. A gram is coded in one long as
 * three fields of 21 bits, first code point highest, each code point plus one, zero where the gram
 * has ended. The order of codes is the order of the grams as Python strings, hence of
 * scikit-learn's vocabulary.
 *
 * @param min shortest gram, at least 1
 * @param max longest gram, at least {@code least}, at most 3 (what one long holds without hashing)
 */
public record NgramRange(int min, int max) implements Serializable {

  /** Grams of one to three code points. */
  public static final NgramRange DEFAULT = new NgramRange(1, 3);

  static final int FIELD_BITS = 21;

  /** The gram of a code, as text. */
  public static String text(long code) {
    StringBuilder gram = new StringBuilder(3);
    for (int shift = 2 * FIELD_BITS; shift >= 0; shift -= FIELD_BITS) {
      int codePoint = (int) (code >>> shift & (1 << FIELD_BITS) - 1) - 1;
      if (codePoint >= 0) {
        gram.appendCodePoint(codePoint);
      }
    }
    return gram.toString();
  }

  public NgramRange {
    Require.that(
        1 <= min && min <= max && max <= 3,
        "n-gram lengths must satisfy 1 <= least <= most <= 3 (longer grams have no exact code),"
            + " was least=%d most=%d",
        min,
        max);
  }
}
