package io.gristmill.jobs.llm;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.llm.ModelException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Locale;

/** Reason to stop a run, with its exit code. */
record StopReason(ExitCode code, String message) implements Serializable {

  /** Every further request would fail. */
  static StopReason fatal(ModelException failure) {
    return new StopReason(ExitCode.SERVICE, String.valueOf(failure.getMessage()));
  }

  /** A request failed with transient errors in all attempts. */
  static StopReason transientFailures(int rounds, int attempts, ModelException failure) {
    return new StopReason(
        ExitCode.TRY_AGAIN,
        String.format(
            Locale.ROOT,
            "gave up after %d attempts: %s Everything so far is kept; run the same command again to"
                + " resume (more attempts: llm.retry.max-attempts)",
            rounds * attempts,
            sentence(String.valueOf(failure.getMessage()))));
  }

  /** An answer could not be stored. */
  static StopReason storageFailure(String responses, IOException failure) {
    return new StopReason(
        ExitCode.OUTPUT,
        String.format(
            Locale.ROOT,
            "%s: an answer cannot be stored (%s), so no further requests are sent. Free some space"
                + " or check the permissions, then run the same command again to resume",
            responses,
            failure.getMessage()));
  }

  private static String sentence(String message) {
    return message.endsWith("?") || message.endsWith(".") ? message : message + ".";
  }

  UserException exception() {
    return new UserException(code, message);
  }
}
