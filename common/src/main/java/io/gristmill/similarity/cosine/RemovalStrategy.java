package io.gristmill.similarity.cosine;

/** How removals were found. Both give the same result. */
public enum RemovalStrategy {

  /** All pairs first, then the rule over the pairs; for results with few pairs. */
  PAIRS,

  /** The rule during the join, which stops at the first witness; for results with many pairs. */
  ON_THE_FLY
}
