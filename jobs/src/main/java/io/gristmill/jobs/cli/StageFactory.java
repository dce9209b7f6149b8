package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.job.Stage;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes a stage in two steps: the settings are read and checked at once, files are looked at only
 * when all settings of all stages are right.
 */
@FunctionalInterface
interface StageFactory {

  /**
   * @param before the names of the stages before it
   */
  Supplier<Stage> read(Settings settings, List<String> before, Problems problems);

  /** For a stage that does not ask what is before it. */
  @FunctionalInterface
  interface Independent {
    Supplier<Stage> read(Settings settings, Problems problems);
  }

  static StageFactory independent(Independent factory) {
    return (settings, before, problems) -> factory.read(settings, problems);
  }
}
