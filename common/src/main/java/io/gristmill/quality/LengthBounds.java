package io.gristmill.quality;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * Bounds of one field's length, all inclusive.
 *
 * @param minWords fewest words, at least 0
 * @param maxWords most words, at least {@code minWords}
 * @param minChars fewest code points, at least 0
 * @param maxChars most code points, at least {@code minChars}
 */
public record LengthBounds(int minWords, int maxWords, int minChars, int maxChars)
    implements Serializable {

  /** No bound at all. */
  public static final LengthBounds NONE =
      new LengthBounds(0, Integer.MAX_VALUE, 0, Integer.MAX_VALUE);

  public LengthBounds {
    Require.that(
        0 <= minWords && minWords <= maxWords,
        "words need 0 <= min <= max, was min=%d max=%d",
        minWords,
        maxWords);
    Require.that(
        0 <= minChars && minChars <= maxChars,
        "chars need 0 <= min <= max, was min=%d max=%d",
        minChars,
        maxChars);
  }

  /** Bounds of the words alone. */
  public static LengthBounds words(int min, int max) {
    return new LengthBounds(min, max, 0, Integer.MAX_VALUE);
  }

  /** Bounds of the code points alone. */
  public static LengthBounds chars(int min, int max) {
    return new LengthBounds(0, Integer.MAX_VALUE, min, max);
  }
}
