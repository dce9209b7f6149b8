package io.gristmill.jobs.llm;

/**
 * The run is to end: its budget is used up, the server is dead, the key is refused, answers cannot
 * be kept. A task that meets it ends normally, with what it has; the driver then tells why with
 * {@link ModelService#throwIfStopped}.
 */
public final class StoppedException extends Exception {

  private static final long serialVersionUID = 1L;

  StoppedException(String message) {
    super(message);
  }
}
