package io.gristmill.similarity.cosine;

/** The match of every row: the earlier row that removes it, if any, and the cosine of the two. */
public final class FirstMatches {

  private final int[] match;
  private final double[] cosine;
  private final JoinCounters counters;

  /** Takes ownership of the arrays. */
  FirstMatches(int[] match, double[] cosine, JoinCounters counters) {
    this.match = match;
    this.cosine = cosine;
    this.counters = counters;
  }

  /** Returns the number of rows. */
  public int size() {
    return match.length;
  }

  /** Returns whether no row removes this one. */
  public boolean isKept(int row) {
    return match[row] == PairRules.NONE;
  }

  /** Returns the earlier row that removes this one. */
  public int match(int row) {
    return match[row];
  }

  /** Returns the canonical cosine of a row and its match; 0 for a kept row. */
  public double cosine(int row) {
    return cosine[row];
  }

  /** Returns the work done; it depends on the vectors and the tuning only. */
  public JoinCounters counters() {
    return counters;
  }

  /** Returns the match of each row, or {@link PairRules#NONE}. Not a copy. */
  int[] matches() {
    return match;
  }
}
