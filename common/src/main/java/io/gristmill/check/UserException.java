package io.gristmill.check;

import java.util.List;

/**
 * An error that the user can fix. The message names the problem, its place and the remedy; it is
 * printed without a stack trace.
 */
public final class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public UserException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public UserException(ExitCode exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The lines of the message; several wrong settings have one each. */
  public List<String> problems() {
    return String.valueOf(getMessage()).lines().toList();
  }

  /** The kind of the problem. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
