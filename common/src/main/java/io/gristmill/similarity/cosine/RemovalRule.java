package io.gristmill.similarity.cosine;

/**
 * Which rows of a corpus go because they resemble another. A row that goes names its witness; where
 * several rows qualify, the one with the smallest position.
 */
public enum RemovalRule {

  /** A row goes when any earlier row is similar, even one that goes itself. Witness: that row. */
  EARLIEST_SIMILAR,

  /** A row goes when an earlier row that stays is similar. Witness: that row. */
  GREEDY,

  /**
   * Of each connected component of similar rows only the keeper stays: best score, then smallest
   * position. Witness: the keeper, to which the direct cosine may be below the threshold, as
   * components chain.
   */
  COMPONENTS
}
