package io.gristmill.jobs.train.model;

import io.gristmill.jobs.train.tensor.Shape;

/**
 * A tensor of a model.
 *
 * @param name its Hugging Face name
 * @param initialization how it is initialized when training starts from scratch
 */
public record Parameter(String name, Shape shape, Initialization initialization) {

  /** Distributions of initial weights. */
  public enum Initialization {
    /** Normal with standard deviation {@code initializer_range}. */
    NORMAL,
    /**
     * Normal with {@code initializer_range / sqrt(2 * layers)}: GPT-2's projections into the
     * residual stream.
     */
    RESIDUAL,
    /** Uniform in {@code +-1 / sqrt(columns)}: the default of PyTorch's linear layers. */
    KAIMING,
    ONES,
    ZEROS
  }

  /** Whether weight decay applies: to matrices, but not to biases and norms. */
  public boolean hasWeightDecay() {
    return shape.rank() > 1;
  }
}
