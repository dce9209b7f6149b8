package io.gristmill.similarity.cosine;

/** Takes pairs above the threshold, one at a time, from one thread at a time. */
@FunctionalInterface
public interface PairSink {

  /**
   * Takes one pair.
   *
   * @param left row of the first vector
   * @param right row of the second vector
   * @param cosine their canonical dot product
   */
  void pair(int left, int right, double cosine);
}
