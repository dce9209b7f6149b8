package io.gristmill.text;

import java.lang.Character.UnicodeScript;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
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

  /**
   * Returns the number of letters of each script that occurs, in the order of {@link
   * UnicodeScript}.
   */
  public static Map<UnicodeScript, Integer> countLetters(String text) {
    int[] counts = new int[UnicodeScript.values().length];
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      if (Character.isLetter(codePoint)) {
        counts[script(codePoint).ordinal()]++;
      }
      i += Character.charCount(codePoint);
    }
    return toMap(counts);
  }

  /**
   * Returns the fraction of the letters that belong to the given scripts, in [0, 1]; empty if the
   * text has no letter.
   */
  public static Optional<Double> share(String text, Set<UnicodeScript> scripts) {
    long all = 0;
    long inside = 0;
    for (Map.Entry<UnicodeScript, Integer> entry : countLetters(text).entrySet()) {
      all += entry.getValue();
      inside += scripts.contains(entry.getKey()) ? entry.getValue() : 0;
    }
    return all == 0 ? Optional.empty() : Optional.of((double) inside / all);
  }

  /** Returns the script with the most letters, the first in {@link UnicodeScript} on ties. */
  public static Optional<UnicodeScript> dominant(String text) {
    UnicodeScript best = null;
    int max = 0;
    for (Map.Entry<UnicodeScript, Integer> entry : countLetters(text).entrySet()) {
      if (entry.getValue() > max) {
        best = entry.getKey();
        max = entry.getValue();
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Returns whether this is a letter of a script without spaces between words (Han, kana, Thai, …).
   */
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

  private static Map<UnicodeScript, Integer> toMap(int[] counts) {
    Map<UnicodeScript, Integer> map = new EnumMap<>(UnicodeScript.class);
    for (UnicodeScript script : UnicodeScript.values()) {
      boolean shared = script == UnicodeScript.COMMON || script == UnicodeScript.INHERITED;
      if (counts[script.ordinal()] > 0 && !shared) {
        map.put(script, counts[script.ordinal()]);
      }
    }
    return map;
  }
}
