package io.gristmill.jobs.llm;

import io.gristmill.check.ExitCode;
import io.gristmill.llm.budget.LeaseAsk;
import org.jspecify.annotations.Nullable;

/**
 * What an executor's process tells the driver. Travels as an array of JDK types: the driver's RPC
 * does not load classes of a job's jar.
 *
 * @param run the run's token
 * @param ask what it wants of the budget; its executor is the process
 * @param counters sums since its start
 * @param stop why the run is to end, where it found a reason
 */
record Report(String run, LeaseAsk ask, Counters counters, @Nullable Stop stop) {

  Object toMessage() {
    return new Object[] {
      run,
      ask.executor(),
      ask.toLongs(),
      counters.toLongs(),
      stop == null ? "" : stop.code().name(),
      stop == null ? "" : stop.message()
    };
  }

  static Report of(Object message) {
    Object[] parts = (Object[]) message;
    String code = (String) parts[4];
    return new Report(
        (String) parts[0],
        LeaseAsk.of((String) parts[1], (long[]) parts[2]),
        Counters.of((long[]) parts[3]),
        code.isEmpty() ? null : new Stop(ExitCode.valueOf(code), (String) parts[5]));
  }
}
