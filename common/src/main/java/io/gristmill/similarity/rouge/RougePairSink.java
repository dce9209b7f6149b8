package io.gristmill.similarity.rouge;

/** Receives the pairs of a join, from one thread at a time and in no particular order. */
@FunctionalInterface
public interface RougePairSink {

  /**
   * Receives a pair above the threshold.
   *
   * @param left position of the earlier row, or of the row of the first corpus
   * @param right position of the later row, or of the row of the second corpus
   * @param lcs length of the longest common subsequence in tokens
   * @param fmeasure {@link RougeL#fmeasure} of the two
   */
  void pair(long left, long right, int lcs, double fmeasure);
}
