package io.gristmill.similarity.rouge;

import io.gristmill.check.Require;

/**
 * ROUGE-L of a prediction against a target.
 *
 * @param lcs tokens of the longest common subsequence
 * @param targetTokens tokens of the target
 * @param predictionTokens tokens of the prediction
 */
public record RougeScore(int lcs, int targetTokens, int predictionTokens) {
  public RougeScore {
    Require.that(
        lcs >= 0 && lcs <= targetTokens && lcs <= predictionTokens,
        "a common subsequence of %d tokens does not fit into %d and %d",
        lcs,
        targetTokens,
        predictionTokens);
  }

  /** Share of the prediction's tokens in the common subsequence; 0 where it has none. */
  public double precision() {
    return lcs == 0 ? 0 : (double) lcs / predictionTokens;
  }

  /** Share of the target's tokens in the common subsequence; 0 where it has none. */
  public double recall() {
    return lcs == 0 ? 0 : (double) lcs / targetTokens;
  }

  /** {@link RougeL#fmeasure}. */
  public double fmeasure() {
    return RougeL.fmeasure(lcs, targetTokens, predictionTokens);
  }
}
