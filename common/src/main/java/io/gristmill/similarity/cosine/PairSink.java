package io.gristmill.similarity.cosine;

/** Receives the pairs above the threshold one by one, from one thread at a time. */
@FunctionalInterface
public interface PairSink {

  /**
   * Receives a pair.
   *
   * @param left row of the first vector
   * @param right row of the second vector
   * @param cosine canonical dot product of the two
   */
  void pair(int left, int right, double cosine);
}
