package io.gristmill.jobs.train.checkpoint;

import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.optim.AdamW;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The tensors that a training changes.
 *
 * @param parameters what the weights are
 * @param weights that are trained, in this order
 * @param optimiser that moves them
 */
public record Trained(List<Parameter> parameters, List<Tensor> weights, AdamW optimiser) {

  static final String MEAN = "mean.";
  static final String SQUARE = "square.";

  public Trained {
    parameters = List.copyOf(parameters);
    weights = List.copyOf(weights);
  }

  Map<String, Tensor> named() {
    return named(parameters, name -> name, weights, new LinkedHashMap<>());
  }

  Map<String, Tensor> remembered() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    named(parameters, MEAN::concat, optimiser.firstMoments(), all);
    return named(parameters, SQUARE::concat, optimiser.secondMoments(), all);
  }

  private static Map<String, Tensor> named(
      List<Parameter> parameters,
      Function<String, String> name,
      List<Tensor> tensors,
      Map<String, Tensor> all) {
    List<Parameter> order = new ArrayList<>(parameters);
    for (int i = 0; i < order.size(); i++) {
      all.put(name.apply(order.get(i).name()), tensors.get(i));
    }
    return all;
  }
}
