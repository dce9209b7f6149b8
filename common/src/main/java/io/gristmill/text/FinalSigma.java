package io.gristmill.text;

/**
 * Lower case of the capital sigma: final (U+03C2) if a cased letter precedes it and none follows
 * it, skipping case-ignorable code points (The Unicode Standard, section 3.13, condition
 * Final_Sigma).
 */
final class FinalSigma {

  static final char CAPITAL = '\u03A3';
  private static final char SMALL = '\u03C3';
  private static final char FINAL = '\u03C2';

  /** Punctuation of the word-break classes MidLetter, MidNumLet and Single_Quote. */
  private static final String IGNORABLE_PUNCTUATION =
      "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

  private FinalSigma() {}

  /** Returns the text with every capital sigma, and nothing else, lower-cased. */
  static String lower(String text) {
    StringBuilder out = new StringBuilder(text);
    for (int i = text.indexOf(CAPITAL); i >= 0; i = text.indexOf(CAPITAL, i + 1)) {
      out.setCharAt(i, casedBefore(text, i) && !casedAfter(text, i + 1) ? FINAL : SMALL);
    }
    return out.toString();
  }

  private static boolean casedBefore(String text, int end) {
    int i = end;
    while (i > 0) {
      int codePoint = text.codePointBefore(i);
      if (!isIgnorable(codePoint)) {
        return isCased(codePoint);
      }
      i -= Character.charCount(codePoint);
    }
    return false;
  }

  private static boolean casedAfter(String text, int start) {
    int i = start;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      if (!isIgnorable(codePoint)) {
        return isCased(codePoint);
      }
      i += Character.charCount(codePoint);
    }
    return false;
  }

  private static boolean isCased(int codePoint) {
    return Character.isLowerCase(codePoint)
        || Character.isUpperCase(codePoint)
        || Character.isTitleCase(codePoint);
  }

  private static boolean isIgnorable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> IGNORABLE_PUNCTUATION.indexOf(codePoint) >= 0;
    };
  }
}
