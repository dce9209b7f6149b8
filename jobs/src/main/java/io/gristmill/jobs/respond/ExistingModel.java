package io.gristmill.jobs.respond;

import io.gristmill.jobs.stage.StageContext;

/**
 * A model that exists before the run.
 *
 * @param fingerprint hash of the model's files
 */
record ExistingModel(String directory, String fingerprint) implements ModelLocation {

  @Override
  public String directory(StageContext context) {
    return directory;
  }
}
