package io.gristmill.jobs.train.tensor;

import java.util.List;

/** Functions over tensors, compiled from TorchScript text. Safe for use by several threads. */
public interface Program extends AutoCloseable {

  /**
   * Calls a method.
   *
   * @param scope gets the results
   * @param arguments in the order of the method's parameters
   * @return the elements of the list that the method returns, or its one tensor
   * @throws DeviceMemoryException when the device has not enough memory for it
   * @throws IllegalStateException with the interpreter's trace when the method fails
   */
  List<Tensor> run(Scope scope, String method, Argument... arguments);

  @Override
  void close();
}
