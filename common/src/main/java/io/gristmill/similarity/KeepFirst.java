package io.gristmill.similarity;

import io.gristmill.check.Require;

/**
 * Greedy keep-first over a stream of similar pairs: a row goes iff an earlier row that stays is
 * similar to it. This is the sequential filter of Self-Instruct, and the lexicographically first
 * maximal independent set of the pair graph.
 *
 * <p>Pairs must come sorted by (right, left) with left &lt; right. Then, when the pairs of a row
 * come, all earlier rows are decided, and the first kept left is the smallest witness. Memory: one
 * bit a row.
 */
public final class KeepFirst {

  private final PositionSet removed = new PositionSet();
  private long lastRight = Long.MIN_VALUE;
  private long lastLeft = Long.MIN_VALUE;

  /**
   * Takes the next pair.
   *
   * @return true when this pair removes its right row, and left is the witness
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
