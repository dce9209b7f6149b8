package io.gristmill.jobs.train.run.directory;

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

/** A complete checkpoint on disk. */
public record Checkpoint(Path directory, LoopState state) {

  static final String STATE = "state.json";
  static final String WEIGHTS = "weights.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";

  /**
   * Reads the weights.
   *
   * @return tensors in the order of the parameters
   * @throws UserException if one is missing or has another shape
   */
  public List<Tensor> weights(Scope scope, List<Parameter> parameters) throws IOException {
    return read(WEIGHTS, scope, parameters, "");
  }

  /** Reads the optimizer state. */
  public AdamW.State optimizerState(Scope scope, List<Parameter> parameters) throws IOException {
    return new AdamW.State(
        state.step(),
        read(OPTIMIZER, scope, parameters, TrainableTensors.MEAN),
        read(OPTIMIZER, scope, parameters, TrainableTensors.SQUARE));
  }

  private List<Tensor> read(String name, Scope scope, List<Parameter> parameters, String prefix)
      throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    try (SafetensorsFile file = SafetensorsFile.open(directory.resolve(name))) {
      for (Parameter parameter : parameters) {
        tensors.add(file.readFloats(scope, prefix + parameter.name(), parameter.shape()));
      }
    }
    return tensors;
  }
}
