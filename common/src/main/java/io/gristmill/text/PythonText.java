package io.gristmill.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * String functions of Python 3 (Self-Instruct, Stanford Alpaca and LLMs-from-scratch depend on
 * them) where Java's own differ: character classes apply to code points, {@code \w} excludes
 * combining marks, {@code \s} includes U+001C to U+001F, U+0085 and the no-break spaces.
 */
public final class PythonText {

  private PythonText() {}

  /** {@code \w}: {@code str.isalnum()} or underscore (letters, decimal digits, other numerics). */
  public static boolean isWord(int codePoint) {
    return codePoint == '_' || isAlphanumeric(codePoint);
  }

  /** {@code str.isalnum()} of one code point: categories L*, Nd, Nl and No. */
  public static boolean isAlphanumeric(int codePoint) {
    if (codePoint < 128) {
      return (codePoint >= 'a' && codePoint <= 'z')
          || (codePoint >= 'A' && codePoint <= 'Z')
          || (codePoint >= '0' && codePoint <= '9');
    }
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> false;
    };
  }

  /** {@code \s}: {@code str.isspace()} of one code point. */
  public static boolean isSpace(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint == ' '
          || (codePoint >= 0x09 && codePoint <= 0x0D)
          || (codePoint >= 0x1C && codePoint <= 0x1F);
    }
    return codePoint == 0x85
        || codePoint == 0xA0
        || codePoint == 0x1680
        || (codePoint >= 0x2000 && codePoint <= 0x200A)
        || codePoint == 0x2028
        || codePoint == 0x2029
        || codePoint == 0x202F
        || codePoint == 0x205F
        || codePoint == 0x3000;
  }

  /** {@code len(text)}: code points, not UTF-16 units. */
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** {@code text.strip()}; UTF-16 units suffice, since all white space is in the basic plane. */
  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /** {@code text.split()}: the non-empty pieces between runs of white space. */
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean space = i == text.length() || isSpace(text.charAt(i));
      if (space && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      } else if (!space && start < 0) {
        start = i;
      }
    }
    return words;
  }

  /** {@code len(text.split())}, without creating the pieces. */
  public static int countWords(String text) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean space = isSpace(text.charAt(i));
      if (!space && !inside) {
        words++;
      }
      inside = !space;
    }
    return words;
  }

  /** {@code re.sub(r"\s+", " ", text).strip()}. */
  public static String collapse(String text) {
    return String.join(" ", split(text));
  }

  /**
   * {@code text.lower()}: the full, language-independent mapping. A capital sigma follows the
   * Unicode condition Final_Sigma; Java looks for the end of a word instead and would differ in
   * {@code A.\u03A3}.
   */
  public static String lower(String text) {
    String ready = text.indexOf(FinalSigma.CAPITAL) < 0 ? text : FinalSigma.lower(text);
    return ready.toLowerCase(Locale.ROOT);
  }

  /**
   * {@code text.capitalize()}: the first code point in title case by the full mapping ({@code ß}
   * becomes {@code Ss}), the rest in lower case.
   */
  public static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    String lower = lower(text);
    int first = text.codePointAt(0);
    int lowered = lower(Character.toString(first)).length();
    return TitleCase.of(first) + lower.substring(lowered);
  }

  /** Returns whether this is one of the 32 characters of {@code string.punctuation}. */
  public static boolean isAsciiPunctuation(int codePoint) {
    return (codePoint >= '!' && codePoint <= '/')
        || (codePoint >= ':' && codePoint <= '@')
        || (codePoint >= '[' && codePoint <= '`')
        || (codePoint >= '{' && codePoint <= '~');
  }
}
