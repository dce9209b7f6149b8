package io.gristmill.jobs.ml;

import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.spark.ml.util.Identifiable;

/** Converts params to settings of the jobs, so that the same code reads and checks both. */
final class StageSettings {

  private StageSettings() {}

  /**
   * Reads a configuration from {@code reference.conf} and params.
   *
   * @param assignments params as {@code key=value}
   * @throws IllegalArgumentException with all problems
   */
  static <T> T read(
      Identifiable stage, List<String> assignments, BiFunction<Settings, Problems, T> reader) {
    try {
      Problems problems = new Problems();
      T config = reader.apply(Settings.load(null, assignments, problems), problems);
      problems.throwIfAny();
      return config;
    } catch (UserException e) {
      throw new IllegalArgumentException(stage.uid() + ": " + e.getMessage(), e);
    }
  }
}
