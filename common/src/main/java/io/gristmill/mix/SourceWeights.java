package io.gristmill.mix;

import io.gristmill.check.Require;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Weights of sources by their sizes, not normalized, so that integers remain exact. */
final class SourceWeights {

  private SourceWeights() {}

  /** Returns weight 1 for each source. */
  public static SortedMap<String, Double> equal(Map<String, Long> sizes) {
    return each(sizes, size -> 1.0);
  }

  /** Returns the size of each source. */
  public static SortedMap<String, Double> proportional(Map<String, Long> sizes) {
    return each(sizes, size -> (double) size);
  }

  /** Returns the size of each source, at most {@code cap}. */
  public static SortedMap<String, Double> examplesProportional(Map<String, Long> sizes, long cap) {
    Require.that(cap >= 1, "cap must be at least 1, was %d", cap);
    return each(sizes, size -> (double) Math.min(size, cap));
  }

  /** Returns examples-proportional weights to the power of 1/temperature, which is > 0. */
  public static SortedMap<String, Double> temperature(
      Map<String, Long> sizes, long cap, double temperature) {
    Require.that(temperature > 0, "temperature must be greater than 0, was %s", temperature);
    SortedMap<String, Double> weights = examplesProportional(sizes, cap);
    // StrictMath gives the same bits on every platform.
    weights.replaceAll((name, weight) -> StrictMath.pow(weight, 1 / temperature));
    return weights;
  }

  /** Returns each weight divided by their sum; all 0 if the sum is 0. */
  public static SortedMap<String, Double> rates(Map<String, Double> weights) {
    SortedMap<String, Double> rates = new TreeMap<>(weights);
    double sum = 0;
    for (double weight : rates.values()) {
      sum += weight;
    }
    double all = sum;
    rates.replaceAll((name, weight) -> all > 0 ? weight / all : 0);
    return rates;
  }

  private static SortedMap<String, Double> each(
      Map<String, Long> sizes, ToDoubleFunction<Long> weight) {
    SortedMap<String, Double> weights = new TreeMap<>();
    sizes.forEach((name, size) -> weights.put(name, size == 0 ? 0 : weight.applyAsDouble(size)));
    return weights;
  }
}
