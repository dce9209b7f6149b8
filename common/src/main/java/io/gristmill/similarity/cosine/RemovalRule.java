package io.gristmill.similarity.cosine;

/**
 * Which of several similar rows to remove. A removed row names its match, the row that it
 * duplicates; if several rows qualify, the one with the smallest position.
 */
public enum RemovalRule {

  /** Removes a row when any earlier row is similar, even a removed one. Match: that row. */
  EARLIEST_SIMILAR,

  /** Removes a row when an earlier kept row is similar. Match: that row. */
  GREEDY,

  /**
   * Keeps only the best row of each connected component of similar rows: the highest score, then
   * the smallest position. Match: the best row; their cosine may be below the threshold, since a
   * component may connect them through other rows.
   */
  COMPONENTS
}
