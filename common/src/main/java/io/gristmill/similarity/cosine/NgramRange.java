package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * The range of character n-gram lengths (code points), as {@code ngram_range} of scikit-learn. The
 * code of an n-gram is a long with three fields of 21 bits, the first code point in the highest
 * field; each field holds a code point plus 1, or 0 after the end of the n-gram. Codes sort like
 * the n-grams do as Python strings, hence like scikit-learn's vocabulary.
 *
 * @param min length of the shortest n-grams, >= 1
 * @param max length of the longest n-grams, from {@code min} to 3 (as many code points as a long
 *     holds without hashing)
 */
public record NgramRange(int min, int max) implements Serializable {

  /** N-grams of one to three code points. */
  public static final NgramRange DEFAULT = new NgramRange(1, 3);

  static final int FIELD_BITS = 21;

  /** Returns the n-gram of a code as text. */
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
        "n-gram lengths must satisfy 1 <= min <= max <= 3 (longer n-grams have no exact code),"
            + " was min=%d max=%d",
        min,
        max);
  }
}
