package io.gristmill.similarity.cosine;

import io.gristmill.random.RandomStream;
import java.util.Arrays;

/**
 * Chooses where to stop indexing by minimizing the expected cost over the pairs of a sample: a
 * constant per pair for the sweep, a term per posting visited and a term per pair that survives the
 * integer bound. The sample depends on the number of vectors only, so the choice is the same on
 * every machine. A poor choice costs time but never loses a pair.
 */
final class CutTuner {

  /** The tail norm below which nothing is indexed; the rest is that of {@link JoinTuning}. */
  record Tuning(double bound, int zone, double density) {}

  private static final int SAMPLE = 300;
  private static final int MIN_CORPUS = 1000; // a smaller join costs less than tuning it
  private static final int STEPS = 40;
  private static final double MIN_FACTOR = 0.88;
  private static final double STEP = 0.01;
  static final double SWEEP_NANOS = 0.3;
  static final double VISIT_NANOS = 0.55;
  static final double SURVIVOR_NANOS = 90;

  private final Vectors vectors;
  private final FeatureOrder order;
  private final ZoneNorms norms;
  private final double threshold;
  private final int zones;
  private final byte[] zoneOf;
  private final int[][] tileZone; // [step][cut]: zones indexed in a tile of vectors with this cut
  private final double[] stepCost = new double[STEPS];
  private final double[] zoneCost;
  private final double[] product; // [z]: dot product over the zones below z
  private final int[] hits;
  private final double[] pairCost; // by zone
  private final int[] rows = new int[SAMPLE];
  private final int[][] cut = new int[SAMPLE][STEPS];
  private long similar;
  private long pairs;

  private CutTuner(
      Vectors vectors, FeatureOrder order, ZoneNorms norms, double threshold, int tile) {
    this.vectors = vectors;
    this.order = order;
    this.norms = norms;
    this.threshold = threshold;
    this.zones = order.zones();
    this.zoneOf = order.zoneOfRanks();
    this.tileZone = new int[STEPS][];
    this.zoneCost = new double[zones + 1];
    this.product = new double[zones + 1];
    this.pairCost = new double[zones + 1];
    this.hits = new int[zones + 1];
    int[][] cuts = countCuts(norms);
    for (int step = 0; step < STEPS; step++) {
      tileZone[step] = tileZones(cuts[step], tile);
    }
  }

  static Tuning tune(Vectors vectors, FeatureOrder order, ZoneNorms norms, JoinSettings settings) {
    return tune(vectors, order, norms, settings, vectors.size());
  }

  /** Tunes on a sample of a corpus of the given size. */
  static Tuning tune(
      Vectors vectors, FeatureOrder order, ZoneNorms norms, JoinSettings settings, long corpus) {
    if (corpus < MIN_CORPUS || vectors.size() < 2) {
      return new Tuning(1.03 * settings.threshold(), order.zones(), 0);
    }
    int tile = (int) Math.max(1, settings.tile() * (double) vectors.size() / corpus);
    CutTuner tuner = new CutTuner(vectors, order, norms, settings.threshold(), tile);
    tuner.sample();
    return tuner.best();
  }

  private double bound(int step) {
    return threshold * (MIN_FACTOR + STEP * step);
  }

  /** Returns the number of vectors with each cut, by step. */
  private int[][] countCuts(ZoneNorms all) {
    int[][] counts = new int[STEPS][zones + 1];
    for (int row = 0; row < all.size(); row++) {
      int cut = zones;
      for (int step = 0; step < STEPS; step++) {
        while (cut > 0 && all.tail(row, cut - 1) < bound(step)) {
          cut--;
        }
        counts[step][cut]++;
      }
    }
    return counts;
  }

  /** Returns, for each cut, the largest cut in the tile of a typical vector with that cut. */
  private static int[] tileZones(int[] count, int tile) {
    int zones = count.length - 1;
    int[] end = count.clone(); // vectors with a cut <= z
    for (int zone = 1; zone <= zones; zone++) {
      end[zone] += end[zone - 1];
    }
    int[] largest = new int[zones + 1];
    for (int zone = 0; zone <= zones; zone++) {
      int middle = end[zone] - count[zone] / 2;
      int last = Math.min(end[zones], (middle / tile + 1) * tile) - 1;
      largest[zone] = zone;
      while (largest[zone] < zones && end[largest[zone]] <= last) {
        largest[zone]++;
      }
    }
    return largest;
  }

  private void sample() {
    RandomStream random = RandomStream.of(0, "cosine-cut", Integer.toString(vectors.size()));
    for (int k = 0; k < SAMPLE; k++) {
      rows[k] = random.nextInt(vectors.size());
      for (int step = 0; step < STEPS; step++) {
        cut[k][step] = norms.cut(rows[k], bound(step));
      }
    }
    double[] scattered = new double[vectors.features()];
    for (int i = 0; i < SAMPLE; i++) {
      scatter(rows[i], scattered, true);
      for (int j = 0; j < i; j++) {
        if (rows[i] != rows[j]) {
          measure(i, j, scattered);
        }
      }
      scatter(rows[i], scattered, false);
    }
  }

  private void scatter(int row, double[] target, boolean set) {
    for (int k = vectors.start[row]; k < vectors.start[row + 1]; k++) {
      target[vectors.ids[k]] = set ? vectors.weights[k] : 0;
    }
  }

  private void measure(int i, int j, double[] scattered) {
    profile(rows[j], scattered);
    pairs++;
    similar += product[zones] > threshold ? 1 : 0;
    for (int zone = 0; zone <= zones; zone++) {
      pairCost[zone] = cost(rows[i], rows[j], zone);
      zoneCost[zone] += pairCost[zone];
    }
    for (int step = 0; step < STEPS; step++) {
      stepCost[step] += pairCost[tileZone[step][Math.min(cut[i][step], cut[j][step])]];
    }
  }

  /** Computes the dot product and the common features of a pair over the zones below each zone. */
  private void profile(int y, double[] scattered) {
    Arrays.fill(product, 0);
    Arrays.fill(hits, 0);
    for (int k = vectors.start[y]; k < vectors.start[y + 1]; k++) {
      double factor = scattered[vectors.ids[k]];
      if (factor != 0) {
        int zone = zoneOf[order.rank(vectors.ids[k])];
        product[zone + 1] += factor * vectors.weights[k];
        hits[zone + 1]++;
      }
    }
    for (int zone = 1; zone <= zones; zone++) {
      product[zone] += product[zone - 1];
      hits[zone] += hits[zone - 1];
    }
  }

  private double cost(int x, int y, int zone) {
    boolean survives = product[zone] + norms.tail(x, zone) * norms.tail(y, zone) >= threshold;
    return SWEEP_NANOS + VISIT_NANOS * hits[zone] + (survives ? SURVIVOR_NANOS : 0);
  }

  private Tuning best() {
    double density = pairs == 0 ? 0 : (double) similar / pairs;
    return new Tuning(bound(argMin(stepCost)), argMin(zoneCost), density);
  }

  private static int argMin(double[] costs) {
    int best = 0;
    for (int k = 1; k < costs.length; k++) {
      if (costs[k] < costs[best]) {
        best = k;
      }
    }
    return best;
  }
}
