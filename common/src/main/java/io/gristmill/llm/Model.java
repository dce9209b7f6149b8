package io.gristmill.llm;

/** Something that answers requests: a server, or the built-in rehearsal. Safe for many threads. */
public interface Model extends AutoCloseable {

  /**
   * Asks once, without any retry, and blocks until the whole answer is there.
   *
   * @throws ModelException when there is no answer
   * @throws InterruptedException when the thread was interrupted; the call has been cancelled
   */
  Answer answer(Request request) throws ModelException, InterruptedException;

  /** Ends connections and threads. */
  @Override
  void close();
}
