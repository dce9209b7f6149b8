package io.gristmill.rehearsal;

/**
 * Counts tokens roughly as common tokenizers do: one token per four ASCII letters or digits of a
 * word, and one per other non-blank character.
 */
final class TokenCount {

  private static final int LETTERS = 4;

  private TokenCount() {}

  /** Number of tokens of a text. */
  static long count(String text) {
    return end(text, Integer.MAX_VALUE).tokens();
  }

  /** Longest prefix with at most {@code max} tokens. */
  static String truncate(String text, int max) {
    return text.substring(0, end(text, max).index());
  }

  private record End(int index, long tokens) {}

  private static End end(String text, int max) {
    long tokens = 0;
    int run = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean letter = c < 128 && Character.isLetterOrDigit(c);
      boolean begins = letter ? run % LETTERS == 0 : !Character.isWhitespace(c);
      if (begins && tokens == max) {
        return new End(i, tokens);
      }
      tokens += begins ? 1 : 0;
      run = letter ? run + 1 : 0;
      i += Character.charCount(c);
    }
    return new End(text.length(), tokens);
  }
}
