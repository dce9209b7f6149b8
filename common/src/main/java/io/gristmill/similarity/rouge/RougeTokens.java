package io.gristmill.similarity.rouge;

import io.gristmill.text.PythonText;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Consumer;

/** The two tokenisers of ROUGE-L; time and memory grow with the length of the text. */
final class RougeTokens {

  private RougeTokens() {}

  /**
   * Google rouge-score without stemming: full Unicode lower-casing first, then every maximal run of
   * {@code [a-z0-9]}. Characters that lower-case into ASCII count (the Kelvin sign is {@code k});
   * full-width digits, accented letters and other scripts separate.
   */
  static void ascii(String text, Consumer<String> sink) {
    String lower = text.toLowerCase(Locale.ROOT);
    int start = 0;
    for (int i = 0; i < lower.length(); i++) {
      if (!isAsciiWord(lower.charAt(i))) {
        if (i > start) {
          sink.accept(lower.substring(start, i));
        }
        start = i + 1;
      }
    }
    if (lower.length() > start) {
      sink.accept(lower.substring(start));
    }
  }

  /**
   * Words of every script. The text is brought to NFKC, so that composed and decomposed spelling
   * (Hangul jamo, accents) and full and half width agree, and lower-cased. Then
   *
   * <ul>
   *   <li>a character of Han, Hiragana, Katakana, Hangul, Thai, Lao, Khmer or Myanmar is a token of
   *       its own, with the combining marks on it. Hangul goes by syllable although Korean is
   *       spaced: endings and particles hang on the word there, and whole words would make two
   *       inflections of one sentence look unrelated;
   *   <li>every other maximal run of letters and digits (Python's {@code isalnum}) is a token;
   *       combining marks continue a token and never start one;
   *   <li>variation selectors and invisible format characters (joiners, soft hyphen, byte order
   *       mark) vanish, except the zero width space, which separates like everything else.
   * </ul>
   */
  static void unicode(String text, Consumer<String> sink) {
    if (isAscii(text)) {
      ascii(text, sink);
      return;
    }
    String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    TokenBuffer run = new TokenBuffer(sink);
    for (int i = 0, c; i < lower.length(); i += Character.charCount(c)) {
      c = lower.codePointAt(i);
      if (PythonText.isAlphanumeric(c)) {
        run.letter(c, isSingleCharacterToken(c));
      } else if (isMark(c)) {
        run.mark(c);
      } else if (!isIgnored(c)) {
        run.end();
      }
    }
    run.end();
  }

  private static boolean isAsciiWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMark(int c) {
    if (isVariationSelector(c)) {
      return false;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static boolean isIgnored(int c) {
    return isVariationSelector(c) || (c != 0x200B && Character.getType(c) == Character.FORMAT);
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
  }

  /** Whether the character is a token of its own. The first tests only spare the look-up. */
  private static boolean isSingleCharacterToken(int c) {
    if (c < 0x0E00) {
      return false;
    }
    // The kana block holds the sound mark that lengthens a vowel, whose script is "common".
    if ((c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || isKana(c)) {
      return true;
    }
    return switch (Character.UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }

  private static boolean isKana(int c) {
    return c >= 0x3040 && c <= 0x30FF;
  }

  /** The token being gathered. */
  private static final class TokenBuffer {
    private final StringBuilder token = new StringBuilder();
    private final Consumer<String> sink;
    private boolean alone;

    TokenBuffer(Consumer<String> sink) {
      this.sink = sink;
    }

    void letter(int c, boolean standsAlone) {
      if (alone || standsAlone) {
        end();
      }
      token.appendCodePoint(c);
      alone = standsAlone;
    }

    void mark(int c) {
      if (token.length() > 0) {
        token.appendCodePoint(c);
      }
    }

    void end() {
      if (token.length() > 0) {
        sink.accept(token.toString());
        token.setLength(0);
      }
      alone = false;
    }
  }
}
