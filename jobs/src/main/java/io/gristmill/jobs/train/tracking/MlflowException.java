package io.gristmill.jobs.train.tracking;

import java.io.IOException;

/** A call that the server rejected or that did not reach it. */
final class MlflowException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER = 500;

  private final int status;
  private final String code;

  /**
   * @param status HTTP status; 0 without a response
   * @param code MLflow's error code, or the empty string
   */
  MlflowException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  boolean hasCode(String name) {
    return code.equals(name);
  }

  /** Whether a retry may succeed. */
  boolean isTransient() {
    return status == 0 || status == REQUEST_TIMEOUT || status == TOO_MANY || status >= SERVER;
  }
}
