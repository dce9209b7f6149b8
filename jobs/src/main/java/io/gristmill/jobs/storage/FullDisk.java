package io.gristmill.jobs.storage;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.task.FailureReason;
import java.util.List;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes failures caused by a full disk, and identifies the disk: that of the output, which is
 * written through Hadoop's file systems, or that of the scratch folders, which Spark writes itself.
 */
public final class FullDisk {

  private static final List<String> MESSAGES =
      List.of(
          "no space left on device", "disk quota exceeded", "diskspace quota", "quota exceeded");
  private static final List<String> OUTPUT = List.of("org.apache.hadoop.", "io.gristmill.");
  private static final List<String> SCRATCH =
      List.of(
          "org.apache.spark.storage.",
          "org.apache.spark.shuffle.",
          "org.apache.spark.io.",
          "org.apache.spark.network.",
          "org.apache.spark.util.collection.");

  private FullDisk() {}

  /** Whether a message reports a full disk or an exceeded quota. */
  static boolean isReportedBy(@Nullable String message) {
    String lower = String.valueOf(message).toLowerCase(Locale.ROOT);
    return MESSAGES.stream().anyMatch(lower::contains);
  }

  /** The failure with its remedy for the user; null when it has another cause. */
  public static @Nullable UserException of(Throwable failure, String output) {
    Throwable full = innermostFull(failure);
    if (full == null || FailureReason.userException(failure) != null) {
      return null;
    }
    return isScratch(full)
        ? failure("Spark's scratch folder " + scratch(), "set spark.local.dir to", failure)
        : failure(output, "choose an --output on", failure);
  }

  /** The failure of a write to a path, with its remedy. */
  static UserException failureAt(Object place, Throwable cause) {
    return failure(String.valueOf(place), "choose an --output on", cause);
  }

  private static UserException failure(String place, String otherwise, Throwable cause) {
    return new UserException(
        ExitCode.OUTPUT,
        String.format(
            "the disk of %s is full; free some space, or %s a larger disk, and run the command"
                + " again: finished stages are kept",
            place, otherwise),
        cause);
  }

  private static @Nullable Throwable innermostFull(Throwable failure) {
    Throwable full = null;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      full = isReportedBy(each.getMessage()) ? each : full;
    }
    return full;
  }

  /**
   * Decides by the first stack frame of either kind; a failure on another machine has its stack
   * trace in the message.
   */
  private static boolean isScratch(Throwable full) {
    for (StackTraceElement frame : full.getStackTrace()) {
      if (SCRATCH.stream().anyMatch(frame.getClassName()::startsWith)) {
        return true;
      }
      if (OUTPUT.stream().anyMatch(frame.getClassName()::startsWith)) {
        return false;
      }
    }
    return first(SCRATCH, full) < first(OUTPUT, full);
  }

  private static int first(List<String> packages, Throwable full) {
    String message = String.valueOf(full.getMessage());
    return packages.stream()
        .mapToInt(name -> message.indexOf("\tat " + name))
        .filter(at -> at >= 0)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  private static String scratch() {
    String own = System.getenv("SPARK_LOCAL_DIRS");
    return own != null
        ? own
        : new SparkConf().get("spark.local.dir", System.getProperty("java.io.tmpdir", "/tmp"));
  }
}
