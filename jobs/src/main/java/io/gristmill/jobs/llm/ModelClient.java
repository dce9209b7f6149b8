package io.gristmill.jobs.llm;

import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;

/** Sends requests to a model; shared by all tasks of an executor process. Thread-safe. */
public interface ModelClient {

  /**
   * Returns the stored outcome of a request, or calls the model and writes the answer to the
   * response store before returning it. Null sampling parameters are taken from {@code
   * llm.sampling}. Concurrent equal requests share one call.
   *
   * <p>Blocks for quota, the call and its retries. A permanent failure of the request is stored and
   * returned as {@link RequestOutcome.Failed}. A transient failure is never stored: if all retries
   * fail, the request is retried as a whole and finally stops the run, which the same command
   * resumes.
   *
   * @throws StoppedException if the run is stopping and there is no stored outcome
   * @throws InterruptedException if the thread was interrupted; the call continues if another
   *     thread waits for it, otherwise it is cancelled
   */
  RequestOutcome ask(Request request) throws StoppedException, InterruptedException;

  /** Records the end of an exchange, for progress display. */
  default void recordExchangeEnd() {}
}
