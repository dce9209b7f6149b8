package io.gristmill.jobs.train.tensor;

/** The device has not enough memory for what was asked of it. */
public final class DeviceMemoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DeviceMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
