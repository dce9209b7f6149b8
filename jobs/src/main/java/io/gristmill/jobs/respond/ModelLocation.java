package io.gristmill.jobs.respond;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.stage.StageContext;

/**
 * Location of the model. A model that exists before the run is identified by its files; a model
 * that an earlier stage trains is identified by that stage, whose fingerprint is part of those of
 * later stages.
 */
public interface ModelLocation {

  /** Identifies the model before the stage runs. */
  String fingerprint();

  /**
   * The model directory, on any file system.
   *
   * @throws UserException when it does not exist
   */
  String directory(StageContext context);

  /**
   * The model among the artifacts of an earlier stage.
   *
   * @param stage name of the stage
   * @param folder folder of the model within the artifacts
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
