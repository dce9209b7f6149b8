package io.gristmill.similarity;

import io.gristmill.check.Require;

/**
 * Greedy keep-first over a stream of similar pairs: a row is removed if and only if it is similar
 * to an earlier kept row. This is the sequential filter of Self-Instruct, and the kept rows are the
 * lexicographically first maximal independent set of the pair graph.
 *
 * <p>Pairs must come sorted by (right, left) with left &lt; right. Then all earlier rows are
 * decided before the pairs of a row arrive, and the first kept left row is its match with the
 * smallest position. Memory: one bit per row.
 */
public final class KeepFirst {

  private final PositionSet removed = new PositionSet();
  private long lastRight = Long.MIN_VALUE;
  private long lastLeft = Long.MIN_VALUE;

  /**
   * Processes the next pair.
   *
   * @return true if this pair removes its right row, whose match is the left row
   */
  public boolean removes(long left, long right) {
    Require.that(left < right, "left must be before right, was %d and %d", left, right);
    Require.that(
        right > lastRight || (right == lastRight && left >= lastLeft),
        "pairs must come sorted by (right, left): (%d, %d) after (%d, %d)",
        left,
        right,
        lastLeft,
        lastRight);
    lastRight = right;
    lastLeft = left;
    return !removed.contains(left) && removed.add(right);
  }
}
