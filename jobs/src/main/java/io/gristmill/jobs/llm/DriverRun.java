package io.gristmill.jobs.llm;

import io.gristmill.llm.budget.Budget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The driver's side of a run: its budget, what processes report, and why it is to end. */
final class DriverRun implements AutoCloseable {

  private static final Map<String, DriverRun> OPEN = new ConcurrentHashMap<>();

  private final String token;
  private final Budget budget;
  private final Map<String, CallCounts> countsByExecutor = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable StopReason> stopReason = new AtomicReference<>();

  DriverRun(String token, Budget budget) {
    this.token = token;
    this.budget = budget;
    OPEN.put(token, this);
  }

  /** The run of a token, or null where this is not its driver or it has been closed. */
  static @Nullable DriverRun find(String token) {
    return OPEN.get(token);
  }

  /** Takes a report, of any run, in. */
  static Object dispatch(Object message) {
    ExecutorReport report = ExecutorReport.of(message);
    DriverRun run = find(report.run());
    return run == null ? DriverResponse.CLOSED.toMessage() : run.receive(report);
  }

  Object receive(ExecutorReport report) {
    countsByExecutor.put(report.leaseRequest().executor(), report.counts());
    if (report.stopReason() != null) {
      stopReason.compareAndSet(null, report.stopReason());
    }
    return new DriverResponse(
            budget.lease(report.leaseRequest(), System.nanoTime()), stopReason.get())
        .toMessage();
  }

  CallCounts counts() {
    return countsByExecutor.values().stream().reduce(CallCounts.NONE, CallCounts::plus);
  }

  @Nullable StopReason stopReason() {
    return stopReason.get();
  }

  Budget budget() {
    return budget;
  }

  @Override
  public void close() {
    OPEN.remove(token);
  }
}
