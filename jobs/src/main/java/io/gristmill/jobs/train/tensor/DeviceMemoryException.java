package io.gristmill.jobs.train.tensor;

/** Thrown if the device is out of memory. */
public final class DeviceMemoryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DeviceMemoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
