package io.gristmill.jobs.train.tensor;

import java.util.List;

/** Methods over tensors, compiled from TorchScript text. Thread-safe. */
public interface Program extends AutoCloseable {

  /**
   * Calls a method.
   *
   * @param scope owner of the results
   * @param arguments arguments in the order of the method's parameters
   * @return the elements of the list that the method returns, or the single tensor that it returns
   * @throws DeviceMemoryException if the device is out of memory
   * @throws IllegalStateException with the interpreter's trace if the method fails
   */
  List<Tensor> run(Scope scope, String method, Argument... arguments);

  @Override
  void close();
}
