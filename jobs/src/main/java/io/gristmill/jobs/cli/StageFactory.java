package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.job.Stage;
import java.util.function.Supplier;

/**
 * Makes a stage in two steps: the settings are read and checked at once, files are looked at only
 * when all settings of all stages are right.
 */
@FunctionalInterface
interface StageFactory {

  Supplier<Stage> read(Settings settings, Problems problems);
}
