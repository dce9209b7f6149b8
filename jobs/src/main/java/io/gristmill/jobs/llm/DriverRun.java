package io.gristmill.jobs.llm;

import io.gristmill.llm.budget.Budget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Driver side of a run: its budget, the reports of its executors and the reason to stop. */
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

  /** Returns the run of a token; null if it is closed or this is not its driver. */
  static @Nullable DriverRun find(String token) {
    return OPEN.get(token);
  }

  DriverChannel.Response receive(DriverChannel.Report report) {
    countsByExecutor.put(report.leaseRequest().executor(), report.counts());
    if (report.stopReason() != null) {
      stopReason.compareAndSet(null, report.stopReason());
    }
    return new DriverChannel.Response(
        budget.lease(report.leaseRequest(), System.nanoTime()), stopReason.get());
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
