package io.gristmill.similarity.cosine;

/**
 * The match of every row: the earlier row that removes it, if any, and the cosine of the two.
 *
 * @param matches by row: its match, or {@link PairRules#NONE}
 * @param cosines by row: the canonical cosine of the row and its match; 0 for a kept row
 * @param counters the work done; it depends on the vectors and the tuning only
 */
@SuppressWarnings("ArrayRecordComponent")
public record FirstMatches(int[] matches, double[] cosines, JoinCounters counters) {

  /** Returns whether no row removes this one. */
  public boolean isKept(int row) {
    return matches[row] == PairRules.NONE;
  }

  /** Returns the earlier row that removes this one. */
  public int match(int row) {
    return matches[row];
  }

  public double cosine(int row) {
    return cosines[row];
  }
}
