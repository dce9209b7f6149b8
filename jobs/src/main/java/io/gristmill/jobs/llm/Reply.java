package io.gristmill.jobs.llm;

import io.gristmill.check.ExitCode;
import io.gristmill.llm.budget.Grant;
import org.jspecify.annotations.Nullable;

/**
 * What the driver answers.
 *
 * @param grant what may be used; null when the run has been closed
 * @param stop why the run is to end, if it is
 */
record Reply(@Nullable Grant grant, @Nullable Stop stop) {

  static final Reply CLOSED = new Reply(null, null);

  Object toMessage() {
    return new Object[] {
      grant == null ? new long[0] : grant.toLongs(),
      stop == null ? "" : stop.code().name(),
      stop == null ? "" : stop.message()
    };
  }

  static Reply of(Object message) {
    Object[] parts = (Object[]) message;
    long[] grant = (long[]) parts[0];
    String code = (String) parts[1];
    return new Reply(
        grant.length == 0 ? null : Grant.of(grant),
        code.isEmpty() ? null : new Stop(ExitCode.valueOf(code), (String) parts[2]));
  }
}
