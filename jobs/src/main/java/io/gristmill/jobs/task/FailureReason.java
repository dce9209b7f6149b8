package io.gristmill.jobs.task;

import io.gristmill.check.UserException;
import org.jspecify.annotations.Nullable;

/** Finds the cause of a failure that Spark has wrapped in its own exceptions. */
public final class FailureReason {

  private FailureReason() {}

  /** The innermost {@link UserException} in the chain of causes; null when there is none. */
  public static @Nullable UserException userException(Throwable failure) {
    return innermost(failure, UserException.class);
  }

  /**
   * A one-line message: that of the innermost {@link UserException}, or else class and message of
   * the innermost cause.
   */
  public static String describe(Throwable failure) {
    UserException known = userException(failure);
    if (known != null) {
      return String.valueOf(known.getMessage());
    }
    Throwable cause = failure;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      cause = each;
    }
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  /** The innermost cause of a type; null when there is none. */
  static <T extends Throwable> @Nullable T innermost(Throwable failure, Class<T> type) {
    T found = null;
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (type.isInstance(each)) {
        found = type.cast(each);
      }
    }
    return found;
  }
}
