package io.gristmill.similarity.cosine;

/** Is told how far a join has come, so that somebody can show it; never part of a result. */
@FunctionalInterface
public interface JoinProgress {

  /** Shows nobody anything. */
  JoinProgress NONE = (settled, pairs) -> {};

  /**
   * Called every few thousand vectors, by one thread at a time.
   *
   * @param settled pairs of vectors that need no more work; starts anew with a second join
   * @param pairs all pairs of vectors there are
   */
  void update(long settled, long pairs);

  /** Pairs of which the earlier one is among the first {@code done} of {@code size} vectors. */
  static long pairsOfFirst(long done, long size) {
    return done * size - done * (done + 1) / 2;
  }
}
