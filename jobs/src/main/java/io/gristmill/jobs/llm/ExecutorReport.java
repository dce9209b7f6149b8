package io.gristmill.jobs.llm;

import io.gristmill.check.ExitCode;
import io.gristmill.llm.budget.LeaseRequest;
import org.jspecify.annotations.Nullable;

/**
 * Report of an executor process to the driver. Sent as an array of JDK types, since the driver's
 * RPC cannot load classes of a job's jar.
 *
 * @param run token of the run
 * @param leaseRequest lease request; its executor is the process
 * @param counts totals since the start of the process
 * @param stopReason reason to stop the run; null if there is none
 */
record ExecutorReport(
    String run, LeaseRequest leaseRequest, CallCounts counts, @Nullable StopReason stopReason) {

  Object toMessage() {
    return new Object[] {
      run,
      leaseRequest.executor(),
      leaseRequest.toLongs(),
      counts.toLongs(),
      stopReason == null ? "" : stopReason.code().name(),
      stopReason == null ? "" : stopReason.message()
    };
  }

  static ExecutorReport of(Object message) {
    Object[] parts = (Object[]) message;
    String code = (String) parts[4];
    return new ExecutorReport(
        (String) parts[0],
        LeaseRequest.of((String) parts[1], (long[]) parts[2]),
        CallCounts.of((long[]) parts[3]),
        code.isEmpty() ? null : new StopReason(ExitCode.valueOf(code), (String) parts[5]));
  }
}
