package io.gristmill.jobs.train.tensor;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Methods over tensors, compiled from TorchScript text. Thread-safe.
 *
 * <p>DJL derives the type of an argument from the name of its array. The tensors of a list are
 * named by the list's position alone, so threads that pass the same weights in the same position
 * set the same name.
 */
public final class Program implements AutoCloseable {

  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile("(?i)out of memory|not enough memory|can't allocate memory");

  private final Backend backend;
  private final String name;
  private final PtSymbolBlock block;

  Program(Backend backend, String name, PtSymbolBlock block) {
    this.backend = backend;
    this.name = name;
    this.block = block;
  }

  /**
   * Calls a method; the scope owns the results.
   *
   * @return the elements of the list that the method returns, or the single tensor that it returns
   * @throws DeviceMemoryException if the device is out of memory
   * @throws IllegalStateException with the interpreter's trace if the method fails
   */
  public List<Tensor> run(Scope scope, String method, Argument... arguments) {
    NDList inputs = new NDList();
    for (int position = 0; position < arguments.length; position++) {
      add(inputs, position, arguments[position]);
    }
    return call(scope.manager(), method, inputs).stream()
        .map(result -> new Tensor(backend, (PtNDArray) result))
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
    tensor.array().setName(name);
    return tensor.array();
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
      String message = name + "." + method + ": " + failure.getMessage();
      if (OUT_OF_MEMORY.matcher(message).find()) {
        throw new DeviceMemoryException(
            name + "." + method + ": not enough memory on " + backend.device(), failure);
      }
      throw new IllegalStateException(message, failure);
    }
  }

  @Override
  public void close() {
    block.close();
  }
}
