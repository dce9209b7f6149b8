package io.gristmill.jobs.train.file;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.io.IOException;
import java.nio.file.Path;

/** Creates the error for a file that cannot be written. */
public final class WriteFailure {

  private WriteFailure() {}

  public static UserException of(Path file, IOException cause) {
    return new UserException(
        ExitCode.OUTPUT,
        String.format(
            "cannot write %s: %s; free disk space or fix its permissions, then run the command"
                + " again: it resumes from the last checkpoint",
            file, cause.getMessage()),
        cause);
  }
}
