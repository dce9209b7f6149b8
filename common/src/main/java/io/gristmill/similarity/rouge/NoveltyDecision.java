package io.gristmill.similarity.rouge;

/**
 * The decision about a row.
 *
 * @param position its position in the order of decisions
 * @param accepted whether it was added to the pool
 * @param match for a rejected row, the position of the most similar accepted earlier row, the first
 *     of several; for an accepted row, {@link #NO_MATCH}
 * @param score for a rejected row, the F-measure with its match, the highest in the whole pool; NaN
 *     for an accepted row, since pairs at or below the threshold are not computed
 */
public record NoveltyDecision(long position, boolean accepted, long match, double score) {

  public static final long NO_MATCH = -1;

  static NoveltyDecision accept(long position) {
    return new NoveltyDecision(position, true, NO_MATCH, Double.NaN);
  }

  static NoveltyDecision reject(long position, long match, double score) {
    return new NoveltyDecision(position, false, match, score);
  }
}
