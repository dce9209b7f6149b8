package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.job.Stage;

/** Makes a stage from the settings; what is wrong with them goes to the problems. */
@FunctionalInterface
interface StageFactory {

  Stage create(Settings settings, Problems problems);
}
