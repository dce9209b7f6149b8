package io.gristmill.similarity.cosine;

/** How removals are decided. Both strategies give the same result. */
public enum RemovalStrategy {

  /** Collects all pairs, then applies the rule to them; for data with few similar pairs. */
  PAIRS,

  /** Applies the rule during the join, up to the first match of a row; for many similar pairs. */
  ON_THE_FLY
}
