package io.gristmill.jobs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gristmill.check.UserException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TaskMemoryTest {

  private static final String WHAT_HELPS =
      "mill: out of memory; give --driver-memory (local) or --executor-memory more, or grind less,"
          + " and run the command again";

  private static UserException failing(Supplier<Integer> work) {
    return catchThrowableOfType(
        UserException.class, () -> TaskMemory.run("mill", "grind less", work));
  }

  @Test
  void exhaustedMemoryIsReportedWithARemedyAndExitCode75() {
    OutOfMemoryError full = new OutOfMemoryError("Java heap space");
    UserException message =
        failing(
            () -> {
              throw full;
            });
    assertThat(message).hasMessage(WHAT_HELPS).hasCause(full);
    assertThat(message.exitCode().code()).isEqualTo(75);
  }

  @Test
  void aWorkerThreadMayExhaustTheMemory() {
    OutOfMemoryError full = new OutOfMemoryError("GC overhead limit exceeded");
    UserException message =
        failing(
            () -> {
              throw new IllegalStateException("a thread failed", full);
            });
    assertThat(message).hasMessage(WHAT_HELPS).hasCause(full);
  }

  @Test
  void otherFailuresAreRethrownUnchanged() {
    IllegalStateException other = new IllegalStateException("no", new RuntimeException("why"));
    assertThatThrownBy(
            () ->
                TaskMemory.run(
                    "mill",
                    "grind less",
                    () -> {
                      throw other;
                    }))
        .isSameAs(other);
    assertThat(TaskMemory.run("mill", "grind less", () -> 42)).isEqualTo(42);
  }
}
