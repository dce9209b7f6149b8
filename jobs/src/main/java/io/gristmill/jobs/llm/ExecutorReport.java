package io.gristmill.jobs.llm;

import io.gristmill.check.ExitCode;
import io.gristmill.llm.budget.LeaseRequest;
import org.jspecify.annotations.Nullable;

/**
 * What an executor's process tells the driver. Travels as an array of JDK types: the driver's RPC
 * does not load classes of a job's jar.
 *
 * @param run the run's token
 * @param leaseRequest what it wants of the budget; its executor is the process
 * @param counts sums since its start
 * @param stopReason why the run is to end, where it found a reason
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
