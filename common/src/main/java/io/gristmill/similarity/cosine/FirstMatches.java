package io.gristmill.similarity.cosine;

/** By row the earlier row that removes it, if any, and their cosine. */
public final class FirstMatches {

  private final int[] match;
  private final double[] cosine;
  private final JoinCounters counters;

  /** Takes ownership of the arrays. */
  FirstMatches(int[] witness, double[] cosine, JoinCounters counters) {
    this.match = witness;
    this.cosine = cosine;
    this.counters = counters;
  }

  /** Number of rows. */
  public int size() {
    return match.length;
  }

  /** Whether nothing removes this row. */
  public boolean isKept(int row) {
    return match[row] == PairRules.NONE;
  }

  /** The row, of the earlier ones, that removes this one. */
  public int match(int row) {
    return match[row];
  }

  /** The canonical cosine of a row and its witness; zero for a row that stays. */
  public double cosine(int row) {
    return cosine[row];
  }

  /** The work done; depends on the vectors and the tuning alone. */
  public JoinCounters counters() {
    return counters;
  }

  /** By row its witness, or {@link PairRules#NONE}; open to the package. */
  int[] matches() {
    return match;
  }
}
