package io.gristmill.jobs.train.model;

import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.random.RandomStream;
import java.util.Arrays;
import java.util.List;

/**
 * Initial weights of a model that is trained from scratch. The numbers of a tensor depend only on
 * the seed and its name, and are the same on every machine and device.
 */
public final class WeightInitializer {

  /** Number of weights from which a garbage collection after initialization pays off. */
  private static final long MANY = 1 << 24;

  private WeightInitializer() {}

  /**
   * Initializes the tensors of a model.
   *
   * @return in the order of {@link Parameters}
   */
  public static List<Tensor> initialize(TransformerConfig config, long seed, Scope scope) {
    List<Parameter> all = Parameters.of(config).all();
    List<Tensor> tensors = initialize(all, config, seed, scope);
    if (all.stream().mapToLong(parameter -> parameter.shape().elements()).sum() >= MANY) {
      // Frees temporary arrays as large as the weights before training reaches its peak memory.
      System.gc();
    }
    return tensors;
  }

  /** Initializes the tensors of adapters, which leave the model's output unchanged at first. */
  public static Adapters initialize(TransformerConfig config, Lora lora, long seed, Scope scope) {
    return new Adapters(lora, initialize(lora.parameters(config), config, seed, scope));
  }

  private static List<Tensor> initialize(
      List<Parameter> parameters, TransformerConfig config, long seed, Scope scope) {
    return parameters.stream()
        .map(parameter -> scope.floats(values(parameter, config, seed), parameter.shape()))
        .toList();
  }

  private static float[] values(Parameter parameter, TransformerConfig config, long seed) {
    float[] values = new float[Math.toIntExact(parameter.shape().elements())];
    switch (parameter.initialization()) {
      case ONES -> Arrays.fill(values, 1);
      case ZEROS -> Arrays.fill(values, 0);
      case KAIMING -> uniform(values, parameter, seed);
      case NORMAL -> normal(values, config.initializerRange(), parameter.name(), seed);
      case RESIDUAL ->
          normal(
              values,
              config.initializerRange() / Math.sqrt(2.0 * config.sizes().numHiddenLayers()),
              parameter.name(),
              seed);
    }
    return values;
  }

  /**
   * Kaiming uniform (He et al. 2015) with a = sqrt(5), the default of peft and of PyTorch's linear
   * layers.
   */
  private static void uniform(float[] values, Parameter parameter, long seed) {
    RandomStream random = RandomStream.of(seed, "fresh-weights", parameter.name());
    double bound = 1 / Math.sqrt(parameter.shape().size(1));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
  }

  /**
   * Normal numbers by Marsaglia's polar method; StrictMath, since Math.log may differ by machine.
   */
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
