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
 * A module without parameters. DJL tells the type of an argument by the name of its array, so the
 * tensors of a list get a name that depends on the list's place alone: two threads that pass the
 * same weights in the same place give them the same name.
 */
final class PtProgram implements Program {

  private static final Pattern MEMORY =
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
    for (int place = 0; place < arguments.length; place++) {
      add(inputs, place, arguments[place]);
    }
    return call(((PtScope) scope).manager(), method, inputs).stream()
        .map(result -> (Tensor) new PtTensor(backend, (PtNDArray) result))
        .toList();
  }

  private static void add(NDList inputs, int place, Argument argument) {
    if (argument instanceof Argument.Tensors list) {
      list.tensors().forEach(tensor -> inputs.add(named(tensor, "list" + place + "[]")));
    } else {
      inputs.add(named((Tensor) argument, "tensor" + place));
    }
  }

  private static PtNDArray named(Tensor tensor, String name) {
    PtNDArray array = ((PtTensor) tensor).array();
    array.setName(name);
    return array;
  }

  /** Calls a method of one tensor that returns one. */
  PtNDArray call(PtNDManager manager, String method, PtNDArray argument) {
    argument.setName("tensor0");
    return (PtNDArray) call(manager, method, new NDList(argument)).head();
  }

  private NDList call(PtNDManager manager, String method, NDList inputs) {
    // The results go to the manager of the first array, which names the method.
    try (NDArray selector = manager.create(0)) {
      selector.setName("module_method:" + method);
      NDList all = new NDList(selector);
      all.addAll(inputs);
      // Both belong to the thread. Optimised graphs fail on BF16 and gain nothing here.
      JniUtils.setGraphExecutorOptimize(false);
      JniUtils.setGradMode(true);
      return IValueUtils.forward(block, all, true);
    } catch (EngineException failure) {
      throw translate(method, failure);
    }
  }

  private RuntimeException translate(String method, EngineException failure) {
    String message = String.valueOf(failure.getMessage());
    if (MEMORY.matcher(message).find()) {
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
