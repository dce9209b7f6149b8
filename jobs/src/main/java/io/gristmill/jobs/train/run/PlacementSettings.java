package io.gristmill.jobs.train.run;

import io.gristmill.config.SettingsReader;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which process trains: {@code run-on}, {@code work-dir} and {@code executor} of a training block.
 *
 * @param workDirectory local directory for copies of remote files
 */
public record PlacementSettings(
    RunOn runOn, Optional<String> workDirectory, ExecutorRequest executor) {

  private static final int MAX_CORES = 1024;
  private static final String MEMORY = "\\d{1,6}[mMgGtT]";

  /** The process that trains. */
  public enum RunOn {
    /** The process of the command. */
    DRIVER,
    /** An executor of the cluster. */
    EXECUTOR
  }

  /**
   * Resources of an executor; empty ones are those of Spark's executor settings.
   *
   * @param gpuDiscoveryScript script that lists the GPUs of a machine
   * @param memory JVM memory, in Spark's notation
   * @param memoryOverhead memory outside the JVM, in Spark's notation
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
