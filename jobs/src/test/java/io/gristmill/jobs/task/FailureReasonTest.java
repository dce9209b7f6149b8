package io.gristmill.jobs.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.storage.FullDisk;
import java.io.IOException;
import java.util.Objects;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {

  private static Throwable thrownAt(Throwable failure, String... classes) {
    StackTraceElement[] frames = new StackTraceElement[classes.length];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = new StackTraceElement(classes[i], "write", "File.java", 1);
    }
    failure.setStackTrace(frames);
    return failure;
  }

  private static UserException full(Throwable failure) {
    return Objects.requireNonNull(FullDisk.of(failure, "file:/big/out"));
  }

  @Test
  void theReasonIsTheInnermostUserException() {
    Throwable inner = new UserException(ExitCode.CONFIGURATION, "dedup: too many pairs");
    Throwable failure =
        new SparkException(
            "Job aborted due to stage failure: Task 0 in stage 7.0\n\tat java.base",
            new UserException(ExitCode.OUTPUT, "around it", new SparkException("task", inner)));
    assertThat(FailureReason.describe(failure)).isEqualTo("dedup: too many pairs");
    assertThat(FailureReason.userException(failure)).isSameAs(inner);
  }

  @Test
  void withoutAUserExceptionTheReasonIsTheInnermostCauseAndItsClass() {
    Throwable failure =
        new SparkException("Job aborted", new IllegalStateException("the mill stands still"));
    assertThat(FailureReason.describe(failure))
        .isEqualTo("IllegalStateException: the mill stands still");
    assertThat(FailureReason.userException(failure)).isNull();
  }

  @Test
  void aFullOutputDiskIsRecognizedByHadoopsFileSystem() {
    Throwable write =
        thrownAt(
            new IOException("No space left on device"),
            "java.io.FileOutputStream",
            "org.apache.hadoop.fs.RawLocalFileSystem$LocalFSFileOutputStream",
            "org.apache.parquet.hadoop.util.HadoopPositionOutputStream",
            "org.apache.spark.shuffle.sort.BypassMergeSortShuffleWriter");
    UserException refused =
        full(
            new SparkException(
                "Task failed", new Error("java.io.IOException: No space left on device", write)));
    assertThat(refused.exitCode()).isEqualTo(ExitCode.OUTPUT);
    assertThat(refused)
        .hasMessage(
            "the disk of file:/big/out is full; free some space, or choose an --output on a larger"
                + " disk, and run the command again: finished stages are kept");
  }

  @Test
  void aFullScratchFolderIsRecognizedBySparksWriters() {
    Throwable write =
        thrownAt(
            new IOException("No space left on device"),
            "java.io.FileOutputStream",
            "org.apache.spark.storage.TimeTrackingOutputStream",
            "org.apache.hadoop.mapred.Task");
    assertThat(full(new SparkException("Task failed", write)))
        .hasMessageStartingWith("the disk of Spark's scratch folder ")
        .hasMessageContaining("or set spark.local.dir to a larger disk");
  }

  @Test
  void aFullDiskOfAnotherMachineIsRecognizedByTheTextOfItsTrace() {
    String lost = "Lost task 3.0 in stage 4.0: java.io.IOException: No space left on device\n";
    String scratch = lost + "\tat org.apache.spark.storage.DiskBlockObjectWriter.write(D.scala:1)";
    assertThat(full(thrownAt(new SparkException(scratch), "org.apache.spark.scheduler.Dag")))
        .hasMessageContaining("scratch folder");
    String output = lost + "\tat org.apache.hadoop.hdfs.DFSOutputStream.write(D.java:1)\n";
    assertThat(full(thrownAt(new SparkException(output), "org.apache.spark.scheduler.Dag")))
        .hasMessageContaining("file:/big/out");
    String quota = "The DiskSpace quota of /user/miller is exceeded: quota = 1 GB";
    assertThat(full(new IOException(quota))).hasMessageContaining("file:/big/out");
  }

  @Test
  void otherFailuresAreNotReportedAsAFullDisk() {
    assertThat(FullDisk.of(new IOException("broken pipe"), "out")).isNull();
    assertThat(FullDisk.of(new IllegalStateException(), "out")).isNull();
    UserException refused = new UserException(ExitCode.INPUT, "no space left on device");
    assertThat(FullDisk.of(new SparkException("x", refused), "out")).isNull();
  }
}
