package io.gristmill.llm;

/** A model that answers requests: a server or the built-in rehearsal. Thread-safe. */
public interface Model extends AutoCloseable {

  /**
   * Sends a request once, without retries, and blocks until the answer is complete.
   *
   * @throws ModelException if the call failed
   * @throws InterruptedException if the thread was interrupted; the call is cancelled
   */
  Answer answer(Request request) throws ModelException, InterruptedException;

  /** Closes connections and threads. */
  @Override
  void close();
}
