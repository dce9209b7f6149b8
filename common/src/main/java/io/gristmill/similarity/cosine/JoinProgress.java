package io.gristmill.similarity.cosine;

/** Receives the progress of a join, for display; never part of a result. */
@FunctionalInterface
public interface JoinProgress {

  /** Ignores progress. */
  JoinProgress NONE = (processed, total) -> {};

  /**
   * Reports progress; called every few thousand vectors, by one thread at a time.
   *
   * @param processed pairs of vectors that need no more work; restarts with a second join
   * @param total number of all pairs of vectors
   */
  void update(long processed, long total);

  /** Returns the number of pairs whose earlier vector is among the first {@code done}. */
  static long pairsOfFirst(long done, long size) {
    return done * size - done * (done + 1) / 2;
  }
}
