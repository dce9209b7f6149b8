package io.gristmill.similarity.rouge;

/**
 * ROUGE-L of a prediction against a target.
 *
 * @param lcs length of the longest common subsequence in tokens
 */
public record RougeScore(int lcs, int targetTokens, int predictionTokens) {
  /** Returns the fraction of the prediction's tokens in the common subsequence; 0 for no tokens. */
  public double precision() {
    return lcs == 0 ? 0 : (double) lcs / predictionTokens;
  }

  /** Returns the fraction of the target's tokens in the common subsequence; 0 for no tokens. */
  public double recall() {
    return lcs == 0 ? 0 : (double) lcs / targetTokens;
  }

  /** Returns {@link RougeL#fmeasure}. */
  public double fmeasure() {
    return RougeL.fmeasure(lcs, targetTokens, predictionTokens);
  }
}
