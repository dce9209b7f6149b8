package io.gristmill.jobs.train.model;

import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /** Tensors in the order of the parameters, under their names. */
  public static Map<String, Tensor> named(List<Parameter> parameters, List<Tensor> tensors) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      named.put(parameters.get(i).name(), tensors.get(i));
    }
    return named;
  }
}
