package io.gristmill.similarity.rouge;

import io.gristmill.check.Require;

/**
 * Bounds on the lengths and the overlap of a pair that can pass a threshold. The decision itself is
 * always {@link RougeL#fmeasure} &gt; threshold; the bounds only prune.
 *
 * <p>F equals 2L/(m+n) up to four roundings. So F &gt; t implies L &gt; (m+n) * t/2 * (1 - 1e-15),
 * and the factor below is smaller by far more than its own roundings: no passing pair is lost, and
 * a pair at equality is not pruned.
 */
final class OverlapBounds {

  private static final double SLACK = 1e-12;

  private final double threshold;
  private final double factor;

  OverlapBounds(double threshold) {
    Require.that(
        threshold >= 0 && threshold <= 1, "threshold must be from 0 to 1, was %s", threshold);
    this.threshold = threshold;
    this.factor = threshold / 2 * (1 - SLACK);
  }

  boolean passes(double fmeasure) {
    return fmeasure > threshold;
  }

  /** Returns the minimum number of common tokens for two texts with {@code tokens} in total. */
  int minOverlap(long tokens) {
    return (int) (tokens * factor) + 1;
  }

  /**
   * Returns the minimum length of a partner, not longer itself, with which a text of {@code length}
   * tokens can pass; more than {@code length} if no partner can. A partner of k tokens has at most
   * k in common, and k - minOverlap(length + k) never decreases in k.
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
   * Returns the number of rarest elements by which a text must be looked up (prefix filtering). Two
   * sets with o common elements share one among the first m - o + 1 and n - o + 1 in any common
   * order; otherwise at most o - 1 common elements could follow.
   *
   * @param length number of tokens of the text
   * @param minPartner number of tokens of its shortest partner, which requires the smallest overlap
   */
  int prefixLength(int length, int minPartner) {
    return length - minOverlap((long) length + minPartner) + 1;
  }
}
