package io.gristmill.similarity.rouge;

import io.gristmill.check.Require;

/**
 * Lengths and overlaps that a pair needs to pass a threshold. The decision itself is always {@link
 * RougeL#fmeasure} &gt; threshold; these bounds only say who can be left out.
 *
 * <p>F is 2L/(m+n) but for four roundings. So F &gt; t implies L &gt; (m+n) * t/2 * (1 - 1e-15),
 * and the factor below is smaller still by far more than its own roundings: no pair that passes is
 * ever lost, and a pair at equality stays in.
 */
final class OverlapBounds {

  private static final double SLACK = 1e-12;

  private final double threshold;
  private final double factor;

  /**
   * @param threshold from 0 to 1
   */
  OverlapBounds(double threshold) {
    Require.that(
        threshold >= 0 && threshold <= 1, "threshold must be from 0 to 1, was %s", threshold);
    this.threshold = threshold;
    this.factor = threshold / 2 * (1 - SLACK);
  }

  boolean passes(double fmeasure) {
    return fmeasure > threshold;
  }

  /** Fewest common tokens that may pass for two texts with {@code tokens} together, at least 1. */
  int minOverlap(long tokens) {
    return (int) (tokens * factor) + 1;
  }

  /**
   * Fewest tokens of a partner, not longer itself, with which a text of {@code length} tokens may
   * pass; more than {@code length} where no partner can. A partner of k tokens has at most k in
   * common, and k - required(length + k) never falls with k.
   */
  int minPartnerLength(int length) {
    int low = 1;
    int high = length + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (minOverlap((long) length + middle) <= middle) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * How many of its rarest elements a text must be looked up by. Two sets with o common elements
   * share one among the first m - o + 1 and n - o + 1 in any common order, else at most o - 1 could
   * follow.
   *
   * @param length tokens of the text
   * @param minPartner tokens of the shortest partner, which asks for the least overlap
   */
  int prefixLength(int length, int minPartner) {
    return length - minOverlap((long) length + minPartner) + 1;
  }
}
