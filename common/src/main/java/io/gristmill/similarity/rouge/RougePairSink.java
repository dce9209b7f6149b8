package io.gristmill.similarity.rouge;

/** Receives the pairs of a join, never two at once and in no promised order. */
@FunctionalInterface
public interface RougePairSink {

  /**
   * A pair above the threshold.
   *
   * @param left position of the earlier row, or of the row of the first corpus
   * @param right position of the later row, or of the row of the second corpus
   * @param lcs tokens of the longest common subsequence
   * @param fmeasure {@link RougeL#fmeasure} of the two
   */
  void pair(long left, long right, int lcs, double fmeasure);
}
