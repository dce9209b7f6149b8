package io.gristmill.similarity.cosine;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What joining two parts will cost, by the measured counts of their entries: a constant for each
 * pair of vectors and one for each posting met in the zones that are indexed. Pairs that survive
 * the bound are left out, as only the join itself finds them.
 */
public final class JoinCost {

  /**
   * What a part holds.
   *
   * @param size vectors
   * @param cut zones that are indexed for them, on average
   * @param entries by zone, how many entries the vectors have
   */
  public record Shape(int size, int cut, long[] entries) implements Serializable {}

  /**
   * By zone, how likely two of its entries are of the same feature: sum of df^2 / (sum of df)^2.
   */
  private final double[] collision;

  private JoinCost(double[] meeting) {
    this.collision = meeting;
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

  /** The shape of a part whose vectors have a given cut on average. */
  public static Shape shape(PackedPart part, FeatureOrder order, int cut) {
    byte[] zoneOf = order.zoneOfRanks();
    long[] entries = new long[order.zones()];
    part.forEachFeature(feature -> entries[zoneOf[order.rank(feature)]]++);
    return new Shape(part.size(), cut, entries);
  }

  /** Nanoseconds, roughly, that work has taken, but for the constant of each pair. */
  public static double nanos(JoinCounters work) {
    return CutTuner.VISIT_NANOS * work.visits() + CutTuner.SURVIVOR_NANOS * work.survivors();
  }

  /** Nanoseconds, roughly, of joining every vector of one part with every one of another. */
  public double nanos(Shape indexed, Shape probing) {
    double visits = 0;
    for (int zone = 0; zone < indexed.cut(); zone++) {
      visits += (double) indexed.entries()[zone] * probing.entries()[zone] * collision[zone];
    }
    return CutTuner.SWEEP_NANOS * indexed.size() * probing.size() + CutTuner.VISIT_NANOS * visits;
  }
}
