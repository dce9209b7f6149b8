package io.gristmill.similarity.cosine;

/** Receives the pairs above the threshold one by one, from one thread at a time. */
@FunctionalInterface
public interface PairSink {

  /** Receives the rows of the first and the second vector and their canonical dot product. */
  void pair(int left, int right, double cosine);
}
