package io.gristmill.jobs.train.tracking.mlflow;

import java.io.IOException;

/** A call that the server did not grant, or that did not reach it. */
final class MlflowException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER = 500;

  private final int status;
  private final String code;

  /**
   * @param status of HTTP; 0 where no answer came
   * @param code MLflow's name of the error, or the empty text
   */
  MlflowException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  boolean hasCode(String name) {
    return code.equals(name);
  }

  /** Whether the same call may succeed later. */
  boolean isTransient() {
    return status == 0 || status == REQUEST_TIMEOUT || status == TOO_MANY || status >= SERVER;
  }
}
