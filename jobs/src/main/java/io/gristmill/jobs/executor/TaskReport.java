package io.gristmill.jobs.executor;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.run.TrainingJob;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;

/**
 * The outcome of a training task, sent to the driver.
 *
 * @param text the run record, or the error message
 * @param unchanged whether the run was already done
 */
record TaskReport(ExitCode code, String text, String place, boolean unchanged) {

  static TaskReport done(TrainingJob.Result outcome) {
    return new TaskReport(
        ExitCode.DONE, JsonDocument.write(outcome.record()), outcome.output(), outcome.unchanged());
  }

  static TaskReport refused(UserException known) {
    return new TaskReport(known.exitCode(), String.valueOf(known.getMessage()), "", false);
  }

  /**
   * The result of the training.
   *
   * @throws UserException with the executor's message and exit code, if it failed
   */
  TrainingJob.Result outcome() {
    if (code != ExitCode.DONE) {
      throw new UserException(code, text);
    }
    return new TrainingJob.Result(JsonDocument.read(text, RunRecord.class), place, unchanged);
  }
}
