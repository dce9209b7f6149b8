package io.gristmill.text;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Finds whole words and phrases, ignoring case, as {@code \b…\b} with IGNORECASE does in Python's
 * {@code re}: a boundary lies between {@code \w} and anything else, so {@code draw_line} and {@code
 * map을} do not contain draw or map, but {@code re-draw} contains draw. Scans the text once.
 */
public final class WholeWords implements Serializable {

  private static final long serialVersionUID = 1L;

  private final List<String> phrases;
  private final int[][] folded;

  private WholeWords(List<String> phrases) {
    this.phrases = List.copyOf(phrases);
    this.folded =
        this.phrases.stream()
            .map(phrase -> phrase.codePoints().map(WholeWords::fold).toArray())
            .toArray(int[][]::new);
  }

  /**
   * Returns a finder of these phrases.
   *
   * @throws IllegalArgumentException if a phrase is empty
   */
  public static WholeWords of(List<String> phrases) {
    phrases.forEach(phrase -> Require.that(!phrase.isEmpty(), "a word to find must not be empty"));
    return new WholeWords(phrases);
  }

  /** Returns the phrase that starts first in the text; of several there, the first in the list. */
  public Optional<String> findFirst(String text) {
    boolean wordBefore = false;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      boolean word = PythonText.isWord(codePoint);
      if (word != wordBefore) {
        int found = matchAt(text, i, fold(codePoint));
        if (found >= 0) {
          return Optional.of(phrases.get(found));
        }
      }
      wordBefore = word;
      i += Character.charCount(codePoint);
    }
    return Optional.empty();
  }

  private int matchAt(String text, int start, int first) {
    for (int p = 0; p < folded.length; p++) {
      if (folded[p][0] == first && matches(text, start, folded[p])) {
        return p;
      }
    }
    return -1;
  }

  private static boolean matches(String text, int start, int[] phrase) {
    int i = start;
    for (int expected : phrase) {
      if (i >= text.length() || fold(text.codePointAt(i)) != expected) {
        return false;
      }
      i = text.offsetByCodePoints(i, 1);
    }
    boolean wordBefore = PythonText.isWord(text.codePointBefore(i));
    boolean wordAfter = i < text.length() && PythonText.isWord(text.codePointAt(i));
    return wordBefore != wordAfter;
  }

  /** Maps all cases of a letter to one form; upper case first, for long s and dotless i. */
  private static int fold(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 32 : codePoint;
    }
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }
}
