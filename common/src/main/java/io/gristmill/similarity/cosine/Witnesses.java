package io.gristmill.similarity.cosine;

/** By row the earlier row that removes it, if any, and their cosine. */
public final class Witnesses {

  private final int[] witness;
  private final double[] cosine;
  private final JoinCounters counters;

  /** Takes ownership of the arrays. */
  Witnesses(int[] witness, double[] cosine, JoinCounters counters) {
    this.witness = witness;
    this.cosine = cosine;
    this.counters = counters;
  }

  /** Number of rows. */
  public int size() {
    return witness.length;
  }

  /** Whether nothing removes this row. */
  public boolean stays(int row) {
    return witness[row] == PairRules.NONE;
  }

  /** The row, of the earlier ones, that removes this one. */
  public int witness(int row) {
    return witness[row];
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
  int[] witnesses() {
    return witness;
  }
}
