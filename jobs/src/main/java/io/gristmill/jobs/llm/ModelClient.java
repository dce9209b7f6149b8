package io.gristmill.jobs.llm;

import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;

/** Asks a model; one for all tasks of an executor's process. Safe for many threads. */
public interface ModelClient {

  /**
   * The stored outcome of a request; where there is none the model is asked, and its answer is safe
   * in the response store before it is returned. What a request leaves open in its decoding is
   * taken from {@code llm.sampling}. Threads that ask the same at the same time share one call.
   *
   * <p>Blocks for quota, the call and its retries. A failure for good of this one request is stored
   * and returned as {@link RequestOutcome.Failed}. A passing failure is never stored: when all
   * retries have met nothing else the request is tried again as a whole, and then ends the run,
   * which the same command goes on with.
   *
   * @throws StoppedException when the run is to end and there is no stored outcome
   * @throws InterruptedException when the thread was interrupted; the call goes on as long as
   *     another thread waits for it, else it is cancelled
   */
  RequestOutcome ask(Request request) throws StoppedException, InterruptedException;

  /** Tells those who watch that what the requests were asked for has come to its end. */
  default void recordExchangeEnd() {}
}
