package io.gristmill.text;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * Character n-grams as the near-duplicate script of LLMs-from-scratch, chapter 7, computes them:
 * its preprocessing, then scikit-learn's {@code analyzer="char"}. A readable definition for tests;
 * all lengths are in code points.
 */
public final class CharNgrams {

  private CharNgrams() {}

  /**
   * Preprocesses a text into code points: lower-cases it and removes every code point that matches
   * neither {@code \w} nor {@code \s}. White space is not collapsed.
   *
   * @param codePoints receives the result from index 0; three per UTF-16 unit of the text always
   *     suffice (lower-casing can turn one letter into several)
   * @return number of code points of the result
   * @throws IndexOutOfBoundsException if the array is too short
   */
  public static int normalize(String text, int[] codePoints) {
    String lower = PythonText.lower(text);
    int count = 0;
    for (int i = 0; i < lower.length(); ) {
      int codePoint = lower.codePointAt(i);
      if (isKept(codePoint)) {
        codePoints[count++] = codePoint;
      }
      i += Character.charCount(codePoint);
    }
    return count;
  }

  /** {@code re.sub(r"[^\w\s]", "", text.lower())}. */
  public static String preprocess(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    PythonText.lower(text).codePoints().filter(CharNgrams::isKept).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /**
   * Returns the n-grams of scikit-learn's {@code analyzer="char"}: lower-cases the text again,
   * collapses a run of two or more white-space characters to one blank (a single newline or tab is
   * kept), then lists all n-grams of {@code min} code points in order, then those of the next
   * length, up to {@code max}.
   *
   * @throws IllegalArgumentException unless 1 &lt;= min &lt;= max
   */
  public static List<String> grams(String preprocessed, int min, int max) {
    Require.that(
        1 <= min && min <= max,
        "n-gram lengths must satisfy 1 <= min <= max, was min=%d max=%d",
        min,
        max);
    int[] text = joinRuns(PythonText.lower(preprocessed)).codePoints().toArray();
    List<String> grams = new ArrayList<>();
    for (int n = min; n <= max; n++) {
      for (int start = 0; start + n <= text.length; start++) {
        grams.add(new String(text, start, n));
      }
    }
    return grams;
  }

  /** {@code re.sub(r"\s\s+", " ", text)}; all white space is in the basic multilingual plane. */
  private static String joinRuns(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && PythonText.isSpace(text.charAt(end))) {
        end++;
      }
      out.append(end - i >= 2 ? ' ' : text.charAt(i));
      i = Math.max(end, i + 1);
    }
    return out.toString();
  }

  private static boolean isKept(int codePoint) {
    return PythonText.isWord(codePoint) || PythonText.isSpace(codePoint);
  }
}
