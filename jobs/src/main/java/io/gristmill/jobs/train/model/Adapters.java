package io.gristmill.jobs.train.model;

import io.gristmill.jobs.train.tensor.Tensor;
import java.util.List;

/**
 * LoRA adapters with their tensors, which the caller owns and may change in place.
 *
 * @param tensors in the order of {@link Lora#parameters}, of the same type as the model's weights
 */
public record Adapters(Lora lora, List<Tensor> tensors) {
  public Adapters {
    tensors = List.copyOf(tensors);
  }
}
