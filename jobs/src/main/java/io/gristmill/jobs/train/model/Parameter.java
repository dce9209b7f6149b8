package io.gristmill.jobs.train.model;

import io.gristmill.jobs.train.tensor.Shape;

/**
 * One tensor of a model.
 *
 * @param name Hugging Face's
 * @param initialization what it holds before training
 */
public record Parameter(String name, Shape shape, Initialization initialization) {

  /** How fresh weights are drawn. */
  public enum Initialization {
    /** Normal, with the configuration's standard deviation. */
    NORMAL,
    /** The same over the root of twice the layers: what GPT-2 adds to the residual stream. */
    RESIDUAL,
    /** Uniform within 1 over the root of its columns: how linear maps of PyTorch begin. */
    KAIMING,
    ONES,
    ZEROS
  }

  /** Whether weight decay applies: to matrices, not to biases and norms. */
  public boolean hasWeightDecay() {
    return shape.rank() > 1;
  }
}
