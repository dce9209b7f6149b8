package io.gristmill.jobs.llm;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;

/** Why a run is to end. */
record Stop(ExitCode code, String message) {

  UserException exception() {
    return new UserException(code, message);
  }
}
