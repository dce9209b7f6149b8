package io.gristmill.jobs.task;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.util.function.Supplier;

/**
 * Runs memory-intensive work inside a task. When memory runs out, the task fails with a message
 * that names the remedy; otherwise Spark would end the whole process.
 */
public final class TaskMemory {

  private TaskMemory() {}

  /**
   * Runs the work.
   *
   * @param remedy alternative to more memory, in the imperative, for the message
   * @throws UserException when the memory is exhausted
   */
  public static <T> T run(String stage, String remedy, Supplier<T> work) {
    try {
      return work.get();
    } catch (OutOfMemoryError full) {
      throw outOfMemory(stage, remedy, full);
    } catch (IllegalStateException worker) { // the failure of a thread of the work
      throw worker.getCause() instanceof OutOfMemoryError full
          ? outOfMemory(stage, remedy, full)
          : worker;
    }
  }

  private static UserException outOfMemory(String stage, String remedy, OutOfMemoryError full) {
    return new UserException(
        ExitCode.TRY_AGAIN,
        String.format(
            "%s: out of memory; give --driver-memory (local) or --executor-memory more, or %s, and"
                + " run the command again",
            stage, remedy),
        full);
  }
}
