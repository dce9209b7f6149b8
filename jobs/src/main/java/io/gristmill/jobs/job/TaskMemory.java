package io.gristmill.jobs.job;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.util.function.Supplier;

/**
 * Runs what needs much memory inside a task. Spark ends the whole process when a task's memory is
 * used up, with a code and a message of its own; here it is the task alone that fails, with what
 * can be done about it.
 */
public final class TaskMemory {

  private TaskMemory() {}

  /**
   * Runs the work.
   *
   * @param remedy what else than more memory helps, in the imperative
   */
  public static <T> T run(String stage, String remedy, Supplier<T> work) {
    try {
      return work.get();
    } catch (OutOfMemoryError full) {
      throw outOfMemory(stage, remedy, full);
    } catch (IllegalStateException worker) { // how a thread of the work tells its failure
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
