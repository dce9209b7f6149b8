package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.util.Arrays;

/**
 * Finds the vectors of a tile whose cosine with a given vector exceeds the threshold. Not
 * thread-safe: each thread has its own.
 *
 * <p>Let P be the part of the dot product over the indexed zones and T(x), T(y) the tail norms
 * beyond them; then dot &lt;= P + T(x) T(y). All factors are scaled by 2^15 and rounded up, so the
 * integer {@code accumulated + scaledTail(x) * scaledTail(y)} is at least 2^30 dot, and comparing
 * it with floor(2^30 threshold), minus the rounding error of a canonical sum, loses no pair. Pairs
 * without a common indexed feature are compared too, so the result does not depend on where the
 * index ends. Surviving pairs are bounded zone by zone in floats, and the canonical dot product
 * decides those that remain.
 */
final class TileProbe {

  /** Receives the pairs of a probe; rows are those of the vectors. */
  interface Visitor {
    /** Returns whether the pair is of interest; called before any exact product. */
    default boolean accepts(int indexedRow, int row) {
      return true;
    }

    /** Receives a pair above the threshold; returning false ends the probe. */
    boolean onMatch(int indexedRow, int row, double cosine);
  }

  private static final int CHUNK = 512;
  private static final int MAX_ENTRIES = 100_000_000;

  private final RankedVectors indexed;
  private final RankedVectors probing;
  private final double threshold;
  private final float floatThreshold;
  private final int integerThreshold;
  private final int[] accumulated;
  private final int[] candidate;
  private final int[] candidateSum;
  private final float[] scatteredByRank;
  private final double[] scatteredById;
  private boolean rankReady;
  private boolean idReady;
  private long visits;
  private long survivors;
  private long products;

  TileProbe(RankedVectors indexed, RankedVectors probing, double threshold, int tile) {
    int maxEntries = Math.max(indexed.vectors.maxEntries(), probing.vectors.maxEntries());
    checkOverflow(maxEntries);
    this.indexed = indexed;
    this.probing = probing;
    this.threshold = threshold;
    // A float sum of at most maxEntries + 3 terms >= 0 with a total <= 1.1 has an error below
    // (maxEntries + 8) 2^-23; a canonical sum, below maxEntries 2^-52.
    this.floatThreshold = (float) (threshold - (maxEntries + 16.0) * 0x1p-22);
    this.integerThreshold = (int) Math.floor(threshold * (1 << 30)) - 1 - (maxEntries >>> 22);
    this.accumulated = new int[tile];
    this.candidate = new int[tile];
    this.candidateSum = new int[tile];
    this.scatteredByRank = new float[indexed.order.features()];
    this.scatteredById = new double[indexed.vectors.features()];
  }

  /**
   * Checks that the integer bound stays below 2^31: with s = sum x + sum y + 2 &lt;= 2
   * sqrt(entries) + 2, it is at most 2^30 (P + T T) + 2^15 s + entries, where P + T T &lt;= 1 up to
   * rounding.
   */
  static void checkOverflow(int maxEntries) {
    Require.that(
        maxEntries <= MAX_ENTRIES,
        "a text has %d distinct n-grams, at most %d can be joined",
        maxEntries,
        MAX_ENTRIES);
  }

  JoinCounters counters() {
    return new JoinCounters(visits, survivors, products);
  }

  /**
   * Visits every vector of the tile that is similar to x, in tile order.
   *
   * @param place place of x in the join order of the probing vectors
   * @param limit number of vectors of the tile to compare with, from its first
   */
  void probe(TileIndex tile, int place, int limit, Visitor visitor) {
    if (limit <= 0 || probing.start[place] == probing.start[place + 1]) {
      return; // the zero vector is similar to nothing
    }
    accumulate(tile, place);
    int count = collect(tile, limit, RankedVectors.scale(probing.tail(place, tile.zone)));
    Arrays.fill(accumulated, 0, tile.size(), 0);
    survivors += count;
    for (int k = 0; k < count; k++) {
      if (!verify(tile, k, place, visitor)) {
        break;
      }
    }
    clearScattered(place);
  }

  private void accumulate(TileIndex tile, int place) {
    int end = probing.firstEntry(place, tile.zone);
    for (int entry = probing.start[place]; entry < end; entry++) {
      int from = tile.listStart[probing.rank[entry]];
      int to = tile.listStart[probing.rank[entry] + 1];
      visits += to - from;
      addList(accumulated, tile.posting, from, to, probing.scaled[entry] & 0xFFFF);
    }
  }

  private static void addList(int[] sums, int[] posting, int from, int to, int weight) {
    for (int k = from; k < to; k++) {
      int p = posting[k];
      sums[p >>> 16] += weight * (p & 0xFFFF);
    }
  }

  private int collect(TileIndex tile, int limit, int tail) {
    int count = 0;
    for (int from = 0; from < limit; from += CHUNK) {
      int to = Math.min(limit, from + CHUNK);
      if (countOver(accumulated, tile.scaledTail, from, to, tail, integerThreshold - 1) != 0) {
        for (int k = from; k < to; k++) {
          if (accumulated[k] + tail * tile.scaledTail[k] >= integerThreshold) {
            candidate[count] = k;
            candidateSum[count++] = accumulated[k];
          }
        }
      }
    }
    return count;
  }

  /** Counts sign bits instead of comparing: the JDK 17 compiler vectorizes an int sum. */
  private static int countOver(int[] sums, int[] tails, int from, int to, int tail, int below) {
    int over = 0;
    for (int k = from; k < to; k++) {
      over += (below - sums[k] - tail * tails[k]) >>> 31;
    }
    return over;
  }

  /** Decides a candidate; returns false to end the probe. */
  private boolean verify(TileIndex tile, int k, int place, Visitor visitor) {
    int other = tile.member[candidate[k]];
    int otherRow = indexed.row[other];
    int row = probing.row[place];
    if (!visitor.accepts(otherRow, row) || !passesZones(tile.zone, candidateSum[k], place, other)) {
      return true;
    }
    double cosine = product(row, otherRow);
    return !(cosine > threshold) || visitor.onMatch(otherRow, row, cosine);
  }

  private boolean passesZones(int firstZone, int sum, int place, int other) {
    scatterByRank(place);
    float bound = sum * 0x1p-30f;
    int stride = indexed.zones + 1;
    int entry = indexed.zoneEntry[other * stride + firstZone];
    for (int zone = firstZone + 1; zone < stride; zone++) {
      int end = indexed.zoneEntry[other * stride + zone];
      for (; entry < end; entry++) {
        bound += indexed.weight[entry] * scatteredByRank[indexed.rank[entry]];
      }
      float rest = indexed.tail[other * stride + zone] * probing.tail[place * stride + zone];
      if (bound + rest < floatThreshold) {
        return false;
      }
    }
    return true;
  }

  /** Computes the canonical dot product: ascending feature ids, plain double multiply and add. */
  private double product(int row, int otherRow) {
    products++;
    scatterById(row);
    Vectors other = indexed.vectors;
    double sum = 0;
    int end = other.start[otherRow + 1];
    for (int k = other.start[otherRow]; k < end; k++) {
      sum += scatteredById[other.ids[k]] * other.weights[k];
    }
    return sum;
  }

  private void scatterByRank(int place) {
    if (!rankReady) {
      rankReady = true;
      for (int k = probing.start[place]; k < probing.start[place + 1]; k++) {
        scatteredByRank[probing.rank[k]] = probing.weight[k];
      }
    }
  }

  private void scatterById(int row) {
    if (!idReady) {
      idReady = true;
      Vectors own = probing.vectors;
      for (int k = own.start[row]; k < own.start[row + 1]; k++) {
        scatteredById[own.ids[k]] = own.weights[k];
      }
    }
  }

  private void clearScattered(int place) {
    if (rankReady) {
      for (int k = probing.start[place]; k < probing.start[place + 1]; k++) {
        scatteredByRank[probing.rank[k]] = 0;
      }
    }
    if (idReady) {
      Vectors own = probing.vectors;
      int row = probing.row[place];
      for (int k = own.start[row]; k < own.start[row + 1]; k++) {
        scatteredById[own.ids[k]] = 0;
      }
    }
    rankReady = false;
    idReady = false;
  }
}
