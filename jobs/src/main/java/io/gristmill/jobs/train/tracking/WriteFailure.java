package io.gristmill.jobs.train.tracking;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.io.IOException;
import java.nio.file.Path;

/** What is said of a file that cannot be written. */
public final class WriteFailure {

  private WriteFailure() {}

  public static UserException of(Path file, IOException cause) {
    return new UserException(
        ExitCode.OUTPUT,
        String.format(
            "cannot write %s: %s; free some space or mend its permissions, and run the command"
                + " again: it goes on from the last checkpoint",
            file, cause.getMessage()),
        cause);
  }
}
