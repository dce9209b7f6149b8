package io.gristmill.jobs.llm;

import io.gristmill.check.ExitCode;
import io.gristmill.llm.budget.Grant;
import org.jspecify.annotations.Nullable;

/**
 * Response of the driver to an {@link ExecutorReport}.
 *
 * @param grant lease; null if the run is closed
 * @param stopReason reason to stop the run; null to continue
 */
record DriverResponse(@Nullable Grant grant, @Nullable StopReason stopReason) {

  static final DriverResponse CLOSED = new DriverResponse(null, null);

  Object toMessage() {
    return new Object[] {
      grant == null ? new long[0] : grant.toLongs(),
      stopReason == null ? "" : stopReason.code().name(),
      stopReason == null ? "" : stopReason.message()
    };
  }

  static DriverResponse of(Object message) {
    Object[] parts = (Object[]) message;
    long[] grant = (long[]) parts[0];
    String code = (String) parts[1];
    return new DriverResponse(
        grant.length == 0 ? null : Grant.of(grant),
        code.isEmpty() ? null : new StopReason(ExitCode.valueOf(code), (String) parts[2]));
  }
}
