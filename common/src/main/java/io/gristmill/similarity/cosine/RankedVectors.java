package io.gristmill.similarity.cosine;

import io.gristmill.similarity.Workers;
import java.util.Arrays;

/**
 * Vectors in the layout of the tile join: in join order, each with its entries from the rarest to
 * the most frequent feature, the starts of its zones and its tail norms. The arrays are
 * package-private since the inner loops read them directly. Memory: 10 bytes per entry and 270
 * bytes per vector.
 */
final class RankedVectors {

  /** Scale of integer weights: {@code ceil(weight * 2^15)} fits 16 bits for weights up to 1. */
  static final int ONE = 1 << 15;

  final Vectors vectors;
  final FeatureOrder order;
  final int zones;
  final int[] row; // by place in join order: row in vectors
  final int[] start;
  final int[] rank;
  final float[] weight;
  final short[] scaled; // unsigned
  final int[] zoneEntry; // [place * (zones + 1) + zone]: first entry of the zone
  final float[] tail; // [place * (zones + 1) + zone]: norm from the zone on, rounded up

  /** Lays out the given rows in join order. */
  RankedVectors(Vectors vectors, FeatureOrder order, ZoneNorms norms, int[] row, Workers workers) {
    this.vectors = vectors;
    this.order = order;
    this.zones = order.zones();
    this.row = row;
    int size = row.length;
    start = new int[size + 1];
    for (int place = 0; place < size; place++) {
      start[place + 1] = start[place] + vectors.start[row[place] + 1] - vectors.start[row[place]];
    }
    rank = new int[start[size]];
    weight = new float[start[size]];
    scaled = new short[start[size]];
    zoneEntry = new int[Math.multiplyExact(size, zones + 1)];
    tail = new float[zoneEntry.length];
    int chunk = 256;
    workers.run(
        (size + chunk - 1) / chunk,
        (worker, k) -> fill(norms, k * chunk, Math.min(size, (k + 1) * chunk)));
  }

  int size() {
    return row.length;
  }

  private void fill(ZoneNorms norms, int from, int to) {
    long[] sorter = new long[vectors.maxEntries()];
    for (int place = from; place < to; place++) {
      fillEntries(place, sorter);
      fillZones(place);
      norms.copyTo(row[place], tail, place);
    }
  }

  private void fillEntries(int place, long[] sorter) {
    int source = vectors.start[row[place]];
    int target = start[place];
    int length = start[place + 1] - target;
    for (int k = 0; k < length; k++) {
      sorter[k] = ((long) order.rank(vectors.ids[source + k]) << Integer.SIZE) | k;
    }
    Arrays.sort(sorter, 0, length);
    for (int k = 0; k < length; k++) {
      double exact = vectors.weights[source + (int) sorter[k]];
      rank[target + k] = (int) (sorter[k] >>> Integer.SIZE);
      weight[target + k] = (float) exact;
      scaled[target + k] = (short) scale(exact);
    }
  }

  private void fillZones(int place) {
    int entry = start[place + 1];
    for (int zone = zones; zone >= 0; zone--) {
      int first = order.zoneStart(zone);
      while (entry > start[place] && rank[entry - 1] >= first) {
        entry--;
      }
      zoneEntry[place * (zones + 1) + zone] = entry;
    }
  }

  /** Scales and rounds up, so that a product of scaled values is at least the scaled product. */
  static int scale(double value) {
    return (int) Math.ceil(value * ONE); // multiplying by a power of two is exact
  }

  int firstEntry(int place, int zone) {
    return zoneEntry[place * (zones + 1) + zone];
  }

  float tail(int place, int zone) {
    return tail[place * (zones + 1) + zone];
  }
}
