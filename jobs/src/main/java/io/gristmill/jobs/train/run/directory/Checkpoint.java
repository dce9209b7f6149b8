package io.gristmill.jobs.train.run.directory;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.file.SafetensorsFile;
import io.gristmill.jobs.train.loop.AdamW;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A complete checkpoint on disk. */
public record Checkpoint(Path directory, LoopState state) {

  static final String STATE = "state.json";
  static final String WEIGHTS = "weights.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";

  /**
   * Reads the weights.
   *
   * @param scope owns the tensors
   * @return tensors in the order of the parameters
   * @throws UserException if one is missing or has another shape
   */
  public List<Tensor> weights(Scope scope, List<Parameter> parameters) throws IOException {
    return read(WEIGHTS, scope, parameters, name -> name);
  }

  /**
   * Reads the optimizer state.
   *
   * @param scope owns the tensors
   */
  public AdamW.State optimizerState(Scope scope, List<Parameter> parameters) throws IOException {
    return new AdamW.State(
        state.step(),
        read(OPTIMIZER, scope, parameters, TrainableTensors.MEAN::concat),
        read(OPTIMIZER, scope, parameters, TrainableTensors.SQUARE::concat));
  }

  private List<Tensor> read(
      String name, Scope scope, List<Parameter> parameters, Function<String, String> naming)
      throws IOException {
    Path path = directory.resolve(name);
    List<Tensor> tensors = new ArrayList<>();
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      for (Parameter parameter : parameters) {
        Tensor tensor = file.read(scope, naming.apply(parameter.name()));
        if (!tensor.shape().equals(parameter.shape())) {
          throw new UserException(
              ExitCode.INPUT,
              String.format(
                  "%s: %s has shape %s, the model expects %s",
                  path, parameter.name(), tensor.shape(), parameter.shape()));
        }
        tensors.add(tensor);
      }
    }
    return tensors;
  }
}
