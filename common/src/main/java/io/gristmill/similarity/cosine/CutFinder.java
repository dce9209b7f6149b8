package io.gristmill.similarity.cosine;

import java.util.Arrays;

/**
 * Computes the cut of a text's vector: the first zone that a join does not index. A join is fastest
 * over parts whose texts have similar cuts, since all vectors of a tile share the largest cut among
 * them. Not thread-safe.
 */
public final class CutFinder {

  private final NgramVocabulary vocabulary;
  private final FeatureOrder order;
  private final byte[] zoneOf;
  private final double[] squares;
  private final double bound;

  public CutFinder(
      NgramVocabulary vocabulary, FeatureOrder order, JoinTuning tuning, double threshold) {
    this.vocabulary = vocabulary;
    this.order = order;
    this.zoneOf = order.zoneOfRanks();
    this.squares = new double[order.zones()];
    this.bound = tuning.cut() * threshold;
  }

  /** Returns the first zone from which on the tail norm is below the bound, up to {@code ZONES}. */
  public int zone(GramCounts text) {
    Arrays.fill(squares, 0);
    double total = 0;
    for (int k = 0; k < text.size(); k++) {
      int feature = vocabulary.id(text.code(k));
      double weight = text.count(k) * vocabulary.idf(feature);
      squares[zoneOf[order.rank(feature)]] += weight * weight;
      total += weight * weight;
    }
    int zone = squares.length;
    double tail = 0;
    while (zone > 0 && tail + squares[zone - 1] < bound * bound * total) {
      tail += squares[--zone];
    }
    return zone;
  }
}
