package io.gristmill.jobs.respond;

import io.gristmill.jobs.job.StageContext;

/**
 * A model that is there before the run.
 *
 * @param fingerprint hash of its content
 */
record ExistingModel(String directory, String fingerprint) implements ModelLocation {

  @Override
  public String directory(StageContext context) {
    return directory;
  }
}
