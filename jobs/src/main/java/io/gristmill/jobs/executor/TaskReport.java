package io.gristmill.jobs.executor;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.run.TrainingJob;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;

/**
 * What came of a training in a task.
 *
 * @param code how it ended
 * @param text the run's record, or what the user can mend
 * @param place of the run
 * @param unchanged whether it had been done before
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
   * @throws UserException with the words and the code that the executor had for it
   */
  TrainingJob.Result outcome() {
    if (code != ExitCode.DONE) {
      throw new UserException(code, text);
    }
    return new TrainingJob.Result(JsonDocument.read(text, RunRecord.class), place, unchanged);
  }
}
