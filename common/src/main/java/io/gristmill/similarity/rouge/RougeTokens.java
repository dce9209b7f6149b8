package io.gristmill.similarity.rouge;

import io.gristmill.text.PythonText;
import java.text.Normalizer;
import java.util.Locale;
import java.util.function.Consumer;

/** The two tokenizers of ROUGE-L. Time and memory are linear in the length of the text. */
final class RougeTokens {

  private RougeTokens() {}

  /**
   * Tokenizes as Google's rouge-score without stemming: full Unicode lower-casing, then every
   * maximal run of {@code [a-z0-9]}. Characters that lower-case to ASCII count (the Kelvin sign is
   * {@code k}); full-width digits, accented letters and other scripts separate tokens.
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
   * Tokenizes text in any script. The text is normalized to NFKC, which unifies composed and
   * decomposed spellings (Hangul jamo, accents) and full and half width, and lower-cased. Then
   *
   * <ul>
   *   <li>a character of Han, Hiragana, Katakana, Hangul, Thai, Lao, Khmer or Myanmar, with its
   *       combining marks, is one token. Hangul is split into syllables although Korean puts spaces
   *       between words: endings and particles attach to words, so whole words would make two
   *       inflections of a sentence look unrelated;
   *   <li>every other maximal run of letters and digits (Python's {@code isalnum}) is a token;
   *       combining marks continue a token and never start one;
   *   <li>variation selectors and invisible format characters (joiners, soft hyphen, byte order
   *       mark) are removed, except the zero width space, which separates tokens like every other
   *       character.
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

  /** Whether the character is a token by itself; the first tests avoid the script look-up. */
  private static boolean isSingleCharacterToken(int c) {
    if (c < 0x0E00) {
      return false;
    }
    // The kana block includes the prolonged sound mark, whose script is "Common".
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

  /** The token being built. */
  private static final class TokenBuffer {
    private final StringBuilder token = new StringBuilder();
    private final Consumer<String> sink;
    private boolean alone;

    TokenBuffer(Consumer<String> sink) {
      this.sink = sink;
    }

    void letter(int c, boolean isSingle) {
      if (alone || isSingle) {
        end();
      }
      token.appendCodePoint(c);
      alone = isSingle;
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
