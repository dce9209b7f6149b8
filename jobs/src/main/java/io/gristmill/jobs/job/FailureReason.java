package io.gristmill.jobs.job;

import io.gristmill.check.UserException;
import org.jspecify.annotations.Nullable;

/** Why something failed, in the words of what failed first, without Spark's frame around it. */
public final class FailureReason {

  private FailureReason() {}

  /** What the user can mend, if that is the reason: the innermost one. */
  public static @Nullable UserException userException(Throwable failure) {
    return innermost(failure, UserException.class);
  }

  /** One message: the user's own mistake as it is told, else the innermost cause and its kind. */
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

  /** The innermost of a kind. */
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
