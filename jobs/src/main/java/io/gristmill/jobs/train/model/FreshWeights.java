package io.gristmill.jobs.train.model;

import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.random.RandomStream;
import java.util.Arrays;
import java.util.List;

/**
 * Weights of a model that begins from nothing. Each tensor's numbers depend on the seed and its
 * name alone, and are the same on every machine and device.
 */
public final class FreshWeights {

  private FreshWeights() {}

  /**
   * Draws every tensor.
   *
   * @param scope gets them, in the order of {@link Parameters}
   */
  public static List<Tensor> draw(ModelConfig config, long seed, Scope scope) {
    return Parameters.of(config).all().stream()
        .map(parameter -> scope.floats(values(parameter, config, seed), parameter.shape()))
        .toList();
  }

  private static float[] values(Parameter parameter, ModelConfig config, long seed) {
    float[] values = new float[Math.toIntExact(parameter.shape().elements())];
    switch (parameter.start()) {
      case ONES -> Arrays.fill(values, 1);
      case ZEROS -> Arrays.fill(values, 0);
      case NORMAL -> normal(values, config.initialRange(), parameter.name(), seed);
      case RESIDUAL ->
          normal(
              values,
              config.initialRange() / Math.sqrt(2.0 * config.sizes().layers()),
              parameter.name(),
              seed);
    }
    return values;
  }

  /** Marsaglia's polar method; StrictMath, since other logarithms differ between machines. */
  private static void normal(float[] values, double deviation, String name, long seed) {
    RandomStream random = RandomStream.of(seed, "fresh-weights", name);
    for (int i = 0; i < values.length; ) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        double stretch = deviation * Math.sqrt(-2 * StrictMath.log(square) / square);
        values[i++] = (float) (x * stretch);
        if (i < values.length) {
          values[i++] = (float) (y * stretch);
        }
      }
    }
  }
}
