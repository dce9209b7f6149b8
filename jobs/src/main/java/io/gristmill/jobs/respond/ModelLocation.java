package io.gristmill.jobs.respond;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.job.StageContext;

/**
 * Where the model of a stage is. A model that is there before the run is known by its content; one
 * that an earlier stage makes by that stage, whose own fingerprint is part of every later one's.
 */
public interface ModelLocation {

  /** What is known of the model before the stage runs. */
  String fingerprint();

  /**
   * The directory, on any file system.
   *
   * @throws UserException when it is not there
   */
  String directory(StageContext context);

  /**
   * The model that an earlier stage of the pipeline leaves among its artifacts.
   *
   * @param stage its name
   * @param folder of the model inside the artifacts
   */
  static ModelLocation fromStage(String stage, String folder) {
    return new ModelLocation() {
      @Override
      public String fingerprint() {
        return "made by " + stage + "/" + folder;
      }

      @Override
      public String directory(StageContext context) {
        String artifacts = context.folders().artifacts().get(stage);
        if (artifacts == null) {
          throw new UserException(
              ExitCode.CONFIGURATION, "respond: the stage " + stage + " has left no model");
        }
        return artifacts + "/" + folder;
      }
    };
  }
}
