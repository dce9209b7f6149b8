package io.gristmill.similarity.rouge;

/**
 * ROUGE-L as Google's rouge-score computes it: the longest common subsequence (LCS) of the tokens
 * of two texts, relative to their lengths. Lin 2004, section 3.1, with beta = 1.
 */
public final class RougeL {

  private RougeL() {}

  /**
   * Returns the F-measure 2L/(m+n), computed from precision and recall as in rouge-score. That
   * order of operations decides at a threshold: 7 common tokens of 7 and 13 give
   * 0.7000000000000001, 7 of 10 and 10 give 0.7. Symmetric in the two lengths bit for bit, and
   * strictly increasing in {@code lcs}, since one more token changes the value by far more than
   * four roundings.
   *
   * @return from 0 (no common token, or no tokens at all) to 1 (equal)
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
  public static RougeScore score(WordSplitting wordSplitting, String target, String prediction) {
    TokenDictionary dictionary = new TokenDictionary(wordSplitting);
    int[] a = dictionary.encode(target);
    int[] b = dictionary.encode(prediction);
    LcsMatcher matcher = new LcsMatcher(dictionary.size());
    matcher.setPattern(a);
    return new RougeScore(matcher.lcs(b), a.length, b.length);
  }
}
