package io.gristmill.text;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * Character n-grams of the near-duplicate tool, the readable definition: its clean-up, then
 * scikit-learn's analyzer {@code char}. Everything counts code points.
 */
public final class CharNgrams {

  private CharNgrams() {}

  /**
   * The clean-up as code points: lower case, then every code point that is neither {@code \w} nor
   * {@code \s} deleted. White space is not collapsed.
   *
   * @param codePoints receives the result from index 0; three a UTF-16 unit of the text are always
   *     enough (one letter can become several in lower case)
   * @return how many code points the result has
   * @throws IndexOutOfBoundsException when the array is too short
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
   * What scikit-learn's {@code analyzer="char"} makes of a text: lower case again, a run of two or
   * more white-space characters to one blank (a single newline or tab stays), then all n-grams of
   * {@code least} code points in order, then of the next length, up to {@code most}.
   *
   * @throws IllegalArgumentException unless 1 &lt;= least &lt;= most
   */
  public static List<String> grams(String preprocessed, int min, int max) {
    Require.that(1 <= min && min <= max, "n-grams need 1 <= least <= most, was %d, %d", min, max);
    int[] text = joinRuns(PythonText.lower(preprocessed)).codePoints().toArray();
    List<String> grams = new ArrayList<>();
    for (int n = min; n <= max; n++) {
      for (int start = 0; start + n <= text.length; start++) {
        grams.add(new String(text, start, n));
      }
    }
    return grams;
  }

  /** {@code re.sub(r"\s\s+", " ", text)}; all white space is in the basic plane. */
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
