package io.gristmill.jobs.train.tensor;

/** A device that holds tensors and runs programs. */
public interface Backend extends AutoCloseable {

  /** Opens a scope, which lives until it or the backend is closed. */
  Scope open();

  /**
   * Compiles TorchScript text.
   *
   * @param name name of the class in the text, for messages
   * @param source TorchScript in its serialized form: a class {@code name(Module)} with the methods
   *     of the program
   * @throws IllegalArgumentException with the compiler's message if the text does not compile
   */
  Program compile(String name, String source);

  /** The name of the device, such as {@code cpu} or {@code cuda:0}. */
  String device();

  @Override
  void close();
}
