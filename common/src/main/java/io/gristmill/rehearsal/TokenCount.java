package io.gristmill.rehearsal;

/**
 * Tokens as a common vocabulary would roughly have them: a token every four ASCII letters or digits
 * of a word, one for any other character that is no white space.
 */
final class TokenCount {

  private static final int LETTERS = 4;

  private TokenCount() {}

  /** Number of tokens. */
  static long count(String text) {
    return end(text, Integer.MAX_VALUE).tokens();
  }

  /** The longest beginning that has at most so many tokens. */
  static String cut(String text, int most) {
    return text.substring(0, end(text, most).index());
  }

  private record End(int index, long tokens) {}

  private static End end(String text, int most) {
    long tokens = 0;
    int run = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean letter = c < 128 && Character.isLetterOrDigit(c);
      boolean begins = letter ? run % LETTERS == 0 : !Character.isWhitespace(c);
      if (begins && tokens == most) {
        return new End(i, tokens);
      }
      tokens += begins ? 1 : 0;
      run = letter ? run + 1 : 0;
      i += Character.charCount(c);
    }
    return new End(text.length(), tokens);
  }
}
