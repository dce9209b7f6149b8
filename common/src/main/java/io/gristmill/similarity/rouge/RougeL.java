package io.gristmill.similarity.rouge;

import java.util.Arrays;

/**
 * ROUGE-L as Google's rouge-score computes it: the longest common subsequence (LCS) of the tokens
 * of two texts, set against their lengths. Lin 2004, section 3.1, with beta 1.
 */
public final class RougeL {

  private RougeL() {}

  /**
   * The F-measure, 2L/(m+n), computed as rouge-score does: from precision and recall. That order of
   * operations decides at a threshold: 7 common tokens of 7 and 13 give 0.7000000000000001, of 10
   * and 10 give 0.7. Symmetric in the two lengths bit for bit, and strictly growing in {@code lcs},
   * for one token more changes the value far more than four roundings do.
   *
   * @return from 0 (nothing in common, or no tokens at all) to 1 (equal)
   */
  public static double fmeasure(int lcs, int targetTokens, int predictionTokens) {
    if (lcs == 0) {
      return 0;
    }
    double precision = (double) lcs / predictionTokens;
    double recall = (double) lcs / targetTokens;
    return 2 * precision * recall / (precision + recall);
  }

  /** Scores two texts. */
  public static RougeScore score(WordSplitting tokens, String target, String prediction) {
    TokenDictionary dictionary = new TokenDictionary(tokens);
    int[] a = dictionary.encode(target);
    int[] b = dictionary.encode(prediction);
    LcsMatcher matcher = new LcsMatcher(dictionary.size());
    matcher.setPattern(a);
    return new RougeScore(matcher.lcs(b), a.length, b.length);
  }

  /**
   * Length of the longest common subsequence of two arrays of any values and lengths. Takes
   * ceil(m/64) * n steps and memory linear in m + n; {@link LcsMatcher} has the method.
   */
  public static int lcs(int[] a, int[] b) {
    int[] values = Arrays.stream(a).sorted().distinct().toArray();
    LcsMatcher matcher = new LcsMatcher(values.length + 1);
    matcher.setPattern(renumbered(a, values));
    return matcher.lcs(renumbered(b, values));
  }

  /** Places in {@code values}, or its length for a value that is not there. */
  private static int[] renumbered(int[] sequence, int[] values) {
    int[] numbers = new int[sequence.length];
    for (int i = 0; i < numbers.length; i++) {
      int place = Arrays.binarySearch(values, sequence[i]);
      numbers[i] = place >= 0 ? place : values.length;
    }
    return numbers;
  }
}
