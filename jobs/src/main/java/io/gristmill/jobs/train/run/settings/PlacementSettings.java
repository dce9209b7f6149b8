package io.gristmill.jobs.train.run.settings;

import io.gristmill.config.SettingsReader;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which process trains, and with what of a machine; {@code machine} in reference.conf.
 *
 * @param on which process
 * @param folder local place to work in for what lies on other file systems
 * @param needs of an executor
 */
public record PlacementSettings(On on, Optional<String> folder, Needs needs) {

  private static final int MOST_CORES = 1024;
  private static final String MEMORY = "\\d{1,6}[mMgGtT]";

  /** A process. */
  public enum On {
    /** That of the command. */
    DRIVER,
    /** One of the cluster. */
    EXECUTOR
  }

  /**
   * What an executor must have; what is empty is as Spark's settings for executors say.
   *
   * @param gpu whether it must have one
   * @param discovery script that tells a machine's GPUs
   * @param memory of the JVM, as Spark writes it
   * @param overhead memory beside it
   */
  public record Needs(
      boolean gpu,
      Optional<String> discovery,
      OptionalInt cores,
      Optional<String> memory,
      Optional<String> overhead) {}

  public static PlacementSettings read(SettingsReader reader) {
    return new PlacementSettings(
        reader.choice("run-on", On.class),
        reader.optionalText("work-dir"),
        needs(reader.below("executor")));
  }

  private static Needs needs(SettingsReader reader) {
    return new Needs(
        reader.integer("gpu-amount", 0, 1) == 1,
        reader.optionalText("gpu-discovery-script"),
        reader.isNull("cores")
            ? OptionalInt.empty()
            : OptionalInt.of(reader.integer("cores", 1, MOST_CORES)),
        memory(reader, "memory"),
        memory(reader, "memory-overhead"));
  }

  private static Optional<String> memory(SettingsReader reader, String key) {
    Optional<String> given = reader.optionalText(key);
    if (given.isPresent() && !given.get().matches(MEMORY)) {
      reader.problem(key, "a size with its unit, such as 800m or 4g");
    }
    return given;
  }
}
