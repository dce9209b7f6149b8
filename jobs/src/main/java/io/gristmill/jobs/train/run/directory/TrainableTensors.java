package io.gristmill.jobs.train.run.directory;

import io.gristmill.jobs.train.loop.AdamW;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The trained tensors and their optimizer.
 *
 * @param parameters names and shapes of the weights
 * @param weights trained tensors, in the order of the parameters
 * @param optimizer updates the weights
 */
public record TrainableTensors(List<Parameter> parameters, List<Tensor> weights, AdamW optimizer) {

  static final String MEAN = "mean.";
  static final String SQUARE = "square.";

  public TrainableTensors {
    parameters = List.copyOf(parameters);
    weights = List.copyOf(weights);
  }

  Map<String, Tensor> weightsByName() {
    return weightsByName(parameters, name -> name, weights, new LinkedHashMap<>());
  }

  Map<String, Tensor> optimizerState() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    weightsByName(parameters, MEAN::concat, optimizer.firstMoments(), all);
    return weightsByName(parameters, SQUARE::concat, optimizer.secondMoments(), all);
  }

  private static Map<String, Tensor> weightsByName(
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
