package io.gristmill.jobs.llm;

/**
 * Thrown when the run is stopping: the budget is used up, the server is down, the key is rejected
 * or answers cannot be stored. A task that receives it ends normally with its results so far; the
 * driver then reports the reason with {@link ModelService#throwIfStopped}.
 */
public final class StoppedException extends Exception {

  private static final long serialVersionUID = 1L;

  StoppedException(String message) {
    super(message);
  }
}
