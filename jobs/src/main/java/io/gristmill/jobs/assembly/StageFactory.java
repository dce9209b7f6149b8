package io.gristmill.jobs.assembly;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.Stage;
import java.util.List;
import java.util.function.Supplier;

/**
 * Creates a stage in two steps: {@link #read} checks the settings; the supplier opens files, once
 * the settings of all stages are valid.
 */
@FunctionalInterface
interface StageFactory {

  /**
   * Reads the settings of the stage.
   *
   * @param before names of the stages before it
   */
  Supplier<Stage> read(Settings settings, List<String> before, Problems problems);

  /** A factory for a stage that does not depend on earlier stages. */
  @FunctionalInterface
  interface Independent {
    Supplier<Stage> read(Settings settings, Problems problems);
  }

  static StageFactory independent(Independent factory) {
    return (settings, before, problems) -> factory.read(settings, problems);
  }
}
