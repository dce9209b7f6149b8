package io.gristmill.jobs.llm;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.llm.ModelException;
import java.io.IOException;
import java.util.Locale;

/** Why a run is to end. */
record StopReason(ExitCode code, String message) {

  /** No request can be answered any more. */
  static StopReason fatal(ModelException failure) {
    return new StopReason(ExitCode.SERVICE, String.valueOf(failure.getMessage()));
  }

  /** One request met nothing but passing failures. */
  static StopReason transientFailures(int rounds, int attempts, ModelException failure) {
    return new StopReason(
        ExitCode.TRY_AGAIN,
        String.format(
            Locale.ROOT,
            "a request met nothing but passing failures in %d times %d attempts"
                + " (llm.retry.max-attempts), while the server lives; the last one: %s. Everything so"
                + " far is kept; run the same command again: it goes on where it stopped",
            rounds,
            attempts,
            failure.getMessage()));
  }

  /** What is paid for could not be kept. */
  static StopReason storageFailure(String responses, IOException failure) {
    return new StopReason(
        ExitCode.OUTPUT,
        String.format(
            Locale.ROOT,
            "%s: an answer cannot be stored (%s), so no more are asked for. Free some space, or"
                + " check the permissions, and run the same command again: it goes on where it"
                + " stopped",
            responses,
            failure.getMessage()));
  }

  UserException exception() {
    return new UserException(code, message);
  }
}
