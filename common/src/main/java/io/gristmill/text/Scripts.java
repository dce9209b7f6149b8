package io.gristmill.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Detects the scripts of a text. Only letters count; letters shared by several scripts (Unicode
 * scripts Common and Inherited, for example the Japanese prolonged sound mark) belong to none.
 */
public final class Scripts {

  /** Scripts written without spaces between words; Hangul is written with spaces. */
  private static final Set<UnicodeScript> UNSPACED =
      EnumSet.of(
          UnicodeScript.HAN,
          UnicodeScript.HIRAGANA,
          UnicodeScript.KATAKANA,
          UnicodeScript.BOPOMOFO,
          UnicodeScript.THAI,
          UnicodeScript.LAO,
          UnicodeScript.KHMER,
          UnicodeScript.MYANMAR);

  private Scripts() {}

  /** Returns the fraction of letters in these scripts, in [0, 1]; empty if there is no letter. */
  public static Optional<Double> share(String text, Set<UnicodeScript> scripts) {
    int all = 0;
    int inside = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      UnicodeScript script =
          Character.isLetter(codePoint) ? script(codePoint) : UnicodeScript.COMMON;
      if (script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED) {
        all++;
        inside += scripts.contains(script) ? 1 : 0;
      }
      i += Character.charCount(codePoint);
    }
    return all == 0 ? Optional.empty() : Optional.of((double) inside / all);
  }

  /** Returns whether this is a letter of a script without spaces between words (Han, Thai, …). */
  public static boolean isUnspaced(int codePoint) {
    return codePoint >= 0x0E00
        && Character.isLetter(codePoint)
        && UNSPACED.contains(script(codePoint));
  }

  /** Returns whether this is a Hangul letter, a syllable or jamo. */
  public static boolean isHangul(int codePoint) {
    return codePoint >= 0x1100
        && Character.isLetter(codePoint)
        && script(codePoint) == UnicodeScript.HANGUL;
  }

  private static UnicodeScript script(int codePoint) {
    if (codePoint < 0x80) {
      return UnicodeScript.LATIN; // called for letters only
    }
    return UnicodeScript.of(codePoint);
  }
}
