package io.gristmill.quality;

import java.io.Serializable;

/** Inclusive bounds on the length of one field, in words and in code points. */
record LengthBounds(int minWords, int maxWords, int minChars, int maxChars)
    implements Serializable {

  /** No bounds. */
  public static final LengthBounds NONE =
      new LengthBounds(0, Integer.MAX_VALUE, 0, Integer.MAX_VALUE);

  /** Bounds on the number of words only. */
  public static LengthBounds words(int min, int max) {
    return new LengthBounds(min, max, 0, Integer.MAX_VALUE);
  }

  /** Bounds on the number of code points only. */
  public static LengthBounds chars(int min, int max) {
    return new LengthBounds(0, Integer.MAX_VALUE, min, max);
  }
}
