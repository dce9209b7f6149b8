package io.gristmill.jobs.train.engine;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.gristmill.jobs.train.tensor.Argument;
import io.gristmill.jobs.train.tensor.DeviceMemoryException;
import io.gristmill.jobs.train.tensor.Program;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A TorchScript module without parameters. DJL derives the type of an argument from the name of its
 * array. The tensors of a list are named by the list's position alone, so threads that pass the
 * same weights in the same position set the same name.
 */
final class PtProgram implements Program {

  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile("(?i)out of memory|not enough memory|can't allocate memory");

  private final PyTorch backend;
  private final String name;
  private final PtSymbolBlock block;

  PtProgram(PyTorch backend, String name, PtSymbolBlock block) {
    this.backend = backend;
    this.name = name;
    this.block = block;
  }

  @Override
  public List<Tensor> run(Scope scope, String method, Argument... arguments) {
    NDList inputs = new NDList();
    for (int position = 0; position < arguments.length; position++) {
      add(inputs, position, arguments[position]);
    }
    return call(((PtScope) scope).manager(), method, inputs).stream()
        .map(result -> (Tensor) new PtTensor(backend, (PtNDArray) result))
        .toList();
  }

  private static void add(NDList inputs, int position, Argument argument) {
    if (argument instanceof Argument.Tensors list) {
      list.tensors().forEach(tensor -> inputs.add(withName(tensor, "list" + position + "[]")));
    } else {
      inputs.add(withName((Tensor) argument, "tensor" + position));
    }
  }

  private static PtNDArray withName(Tensor tensor, String name) {
    PtNDArray array = ((PtTensor) tensor).array();
    array.setName(name);
    return array;
  }

  /** Calls a method that takes and returns one tensor. */
  PtNDArray call(PtNDManager manager, String method, PtNDArray argument) {
    argument.setName("tensor0");
    return (PtNDArray) call(manager, method, new NDList(argument)).head();
  }

  private NDList call(PtNDManager manager, String method, NDList inputs) {
    // The manager of the first array, whose name selects the method, becomes the owner of the
    // results.
    try (NDArray selector = manager.create(0)) {
      selector.setName("module_method:" + method);
      NDList all = new NDList(selector);
      all.addAll(inputs);
      // Both settings are per thread. Optimized graphs fail on BF16 and are no faster here.
      JniUtils.setGraphExecutorOptimize(false);
      JniUtils.setGradMode(true);
      return IValueUtils.forward(block, all, true);
    } catch (EngineException failure) {
      throw translate(method, failure);
    }
  }

  private RuntimeException translate(String method, EngineException failure) {
    String message = String.valueOf(failure.getMessage());
    if (OUT_OF_MEMORY.matcher(message).find()) {
      return new DeviceMemoryException(
          name + "." + method + ": not enough memory on " + backend.device(), failure);
    }
    return new IllegalStateException(name + "." + method + ": " + message, failure);
  }

  @Override
  public void close() {
    block.close();
  }
}
