package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.util.Arrays;

/**
 * Features from rare to frequent (by document frequency, then id), divided into zones with about
 * equal numbers of occurrences. A join indexes the rare zones and bounds the product over the
 * frequent ones. The order affects the cost of a join, never its result.
 */
public final class FeatureOrder {

  /** Default number of zones. */
  public static final int ZONES = 32;

  private final int zones;
  private final int[] rank; // by feature id; 0 is the rarest feature
  private final int[] zoneStart; // by zone (zones + 1 entries): first rank

  private FeatureOrder(int[] rank, int[] zoneStart) {
    this.rank = rank;
    this.zoneStart = zoneStart;
    this.zones = zoneStart.length - 1;
  }

  public static FeatureOrder of(NgramVocabulary vocabulary) {
    return of(vocabulary, ZONES);
  }

  static FeatureOrder of(NgramVocabulary vocabulary, int zones) {
    Require.that(1 <= zones && zones <= 127, "zones must be in 1..127, was %d", zones);
    long[] order = new long[vocabulary.size()];
    for (int id = 0; id < order.length; id++) {
      order[id] = ((long) vocabulary.frequency(id) << Integer.SIZE) | id;
    }
    Arrays.sort(order);
    int[] rank = new int[order.length];
    for (int r = 0; r < order.length; r++) {
      rank[(int) order[r]] = r;
    }
    return new FeatureOrder(rank, zoneStarts(order, zones));
  }

  private static int[] zoneStarts(long[] order, int zones) {
    long total = 0;
    for (long entry : order) {
      total += entry >>> Integer.SIZE;
    }
    int[] starts = new int[zones + 1];
    long occurrences = 0;
    int zone = 1;
    for (int r = 0; r < order.length; r++) {
      occurrences += order[r] >>> Integer.SIZE;
      while (zone < zones && occurrences * zones >= total * zone) {
        starts[zone++] = r + 1;
      }
    }
    Arrays.fill(starts, zone, zones + 1, order.length);
    return starts;
  }

  int zones() {
    return zones;
  }

  int features() {
    return rank.length;
  }

  int rank(int feature) {
    return rank[feature];
  }

  /** Returns the first rank of a zone; for {@link #zones()}, the number of features. */
  int zoneStart(int zone) {
    return zoneStart[zone];
  }

  /** Returns the zone of every rank. */
  byte[] zoneOfRanks() {
    byte[] zoneOf = new byte[rank.length];
    for (int zone = 0; zone < zones; zone++) {
      Arrays.fill(zoneOf, zoneStart[zone], zoneStart[zone + 1], (byte) zone);
    }
    return zoneOf;
  }
}
