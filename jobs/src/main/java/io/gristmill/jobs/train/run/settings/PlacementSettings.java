package io.gristmill.jobs.train.run.settings;

import io.gristmill.config.SettingsReader;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which process trains, and with what of a machine; {@code machine} in reference.conf.
 *
 * @param runOn which process
 * @param workDirectory local place to work in for what lies on other file systems
 * @param executor of an executor
 */
public record PlacementSettings(
    RunOn runOn, Optional<String> workDirectory, ExecutorRequest executor) {

  private static final int MAX_CORES = 1024;
  private static final String MEMORY = "\\d{1,6}[mMgGtT]";

  /** A process. */
  public enum RunOn {
    /** That of the command. */
    DRIVER,
    /** One of the cluster. */
    EXECUTOR
  }

  /**
   * What an executor must have; what is empty is as Spark's settings for executors say.
   *
   * @param gpu whether it must have one
   * @param gpuDiscoveryScript script that tells a machine's GPUs
   * @param memory of the JVM, as Spark writes it
   * @param memoryOverhead memory beside it
   */
  public record ExecutorRequest(
      boolean gpu,
      Optional<String> gpuDiscoveryScript,
      OptionalInt cores,
      Optional<String> memory,
      Optional<String> memoryOverhead) {}

  public static PlacementSettings read(SettingsReader reader) {
    return new PlacementSettings(
        reader.choice("run-on", RunOn.class),
        reader.optionalText("work-dir"),
        executorRequest(reader.below("executor")));
  }

  private static ExecutorRequest executorRequest(SettingsReader reader) {
    return new ExecutorRequest(
        reader.integer("gpu-amount", 0, 1) == 1,
        reader.optionalText("gpu-discovery-script"),
        reader.isNull("cores")
            ? OptionalInt.empty()
            : OptionalInt.of(reader.integer("cores", 1, MAX_CORES)),
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
