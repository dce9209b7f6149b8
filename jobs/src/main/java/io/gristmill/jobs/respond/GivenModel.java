package io.gristmill.jobs.respond;

import io.gristmill.jobs.job.StageContext;

/**
 * A model that is there before the run.
 *
 * @param fingerprint hash of its content
 */
record GivenModel(String directory, String fingerprint) implements ModelPlace {

  @Override
  public String in(StageContext context) {
    return directory;
  }
}
