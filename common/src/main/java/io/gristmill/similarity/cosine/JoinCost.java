package io.gristmill.similarity.cosine;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Estimates the cost of joining two parts from the counts of their entries: a constant per pair of
 * vectors and a constant per posting visited in the indexed zones. Pairs that survive the bound are
 * not included, since only the join itself finds them.
 */
public final class JoinCost {

  /** The size of a part: vectors, average number of zones indexed, vector entries by zone. */
  public record Shape(int size, int cut, long[] entries) implements Serializable {}

  /** By zone, the probability that two entries share their feature: sum(df^2) / sum(df)^2. */
  private final double[] collision;

  private JoinCost(double[] collision) {
    this.collision = collision;
  }

  public static JoinCost of(NgramVocabulary vocabulary, FeatureOrder order) {
    double[] sum = new double[order.zones()];
    double[] squares = new double[order.zones()];
    byte[] zoneOf = order.zoneOfRanks();
    for (int feature = 0; feature < vocabulary.size(); feature++) {
      double frequency = vocabulary.frequency(feature);
      int zone = zoneOf[order.rank(feature)];
      sum[zone] += frequency;
      squares[zone] += frequency * frequency;
    }
    Arrays.setAll(squares, zone -> sum[zone] == 0 ? 0 : squares[zone] / (sum[zone] * sum[zone]));
    return new JoinCost(squares);
  }

  /** Returns the shape of a part whose vectors have the given cut on average. */
  public static Shape shape(PackedPart part, FeatureOrder order, int cut) {
    byte[] zoneOf = order.zoneOfRanks();
    long[] entries = new long[order.zones()];
    part.forEachFeature(feature -> entries[zoneOf[order.rank(feature)]]++);
    return new Shape(part.size(), cut, entries);
  }

  /** Returns the approximate time of work done (nanoseconds), without the constant per pair. */
  public static double nanos(JoinCounters work) {
    return CutTuner.VISIT_NANOS * work.visits() + CutTuner.SURVIVOR_NANOS * work.survivors();
  }

  /** Returns the approximate time to join all pairs of vectors of two parts (nanoseconds). */
  public double nanos(Shape indexed, Shape probing) {
    double visits = 0;
    for (int zone = 0; zone < indexed.cut(); zone++) {
      visits += (double) indexed.entries()[zone] * probing.entries()[zone] * collision[zone];
    }
    return CutTuner.SWEEP_NANOS * indexed.size() * probing.size() + CutTuner.VISIT_NANOS * visits;
  }
}
