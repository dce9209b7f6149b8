package io.gristmill.jobs.train.tensor;

/** One device and what runs on it. */
public interface Backend extends AutoCloseable {

  /** A scope that lives until it or the backend is closed. */
  Scope open();

  /**
   * Compiles TorchScript text.
   *
   * @param name of the class in the text, for messages
   * @param source in the serialised form: a class {@code name(Module)} whose methods are the
   *     program's
   * @throws IllegalArgumentException with the compiler's message when the text is wrong
   */
  Program compile(String name, String source);

  /** The device in words, {@code cpu} or {@code cuda:0}. */
  String device();

  @Override
  void close();
}
