package io.gristmill.similarity.rouge;

/**
 * What became of a row.
 *
 * @param position its place in the order of judgement
 * @param accepted whether it joined the pool
 * @param match for a rejected row the position of the accepted earlier row most like it, the first
 *     of several; for an accepted one {@link #NO_MATCH}
 * @param score for a rejected row the F with its witness, which is its highest with the whole pool;
 *     for an accepted one not a number, as pairs at or below the threshold are not looked for
 */
public record NoveltyDecision(long position, boolean accepted, long match, double score) {

  public static final long NO_MATCH = -1;

  static NoveltyDecision accept(long position) {
    return new NoveltyDecision(position, true, NO_MATCH, Double.NaN);
  }

  static NoveltyDecision reject(long position, long witness, double score) {
    return new NoveltyDecision(position, false, witness, score);
  }
}
