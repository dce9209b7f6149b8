package io.gristmill.jobs.train.run.directory;

import io.gristmill.jobs.train.loop.AdamW;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The trained tensors and their optimizer.
 *
 * @param parameters names and shapes of the weights
 * @param weights trained tensors, in the order of the parameters
 */
public record TrainableTensors(List<Parameter> parameters, List<Tensor> weights, AdamW optimizer) {

  /** Prefixes of the names of AdamW's moments. */
  static final String MEAN = "mean.";

  static final String SQUARE = "square.";

  public TrainableTensors {
    parameters = List.copyOf(parameters);
    weights = List.copyOf(weights);
  }

  Map<String, Tensor> weightsByName() {
    return Parameter.named(parameters, weights);
  }

  Map<String, Tensor> optimizerState() {
    Map<String, Tensor> all = byName(MEAN, optimizer.firstMoments());
    all.putAll(byName(SQUARE, optimizer.secondMoments()));
    return all;
  }

  private Map<String, Tensor> byName(String prefix, List<Tensor> tensors) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < tensors.size(); i++) {
      named.put(prefix + parameters.get(i).name(), tensors.get(i));
    }
    return named;
  }
}
