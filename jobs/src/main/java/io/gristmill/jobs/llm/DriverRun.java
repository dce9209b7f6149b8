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
  private final Map<String, Counters> counters = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Stop> stop = new AtomicReference<>();

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
  static Object receiveAny(Object message) {
    Report report = Report.of(message);
    DriverRun run = find(report.run());
    return run == null ? Reply.CLOSED.toMessage() : run.receive(report);
  }

  Object receive(Report report) {
    counters.put(report.ask().executor(), report.counters());
    if (report.stop() != null) {
      stop.compareAndSet(null, report.stop());
    }
    return new Reply(budget.lease(report.ask(), System.nanoTime()), stop.get()).toMessage();
  }

  Counters counters() {
    return counters.values().stream().reduce(Counters.NONE, Counters::plus);
  }

  @Nullable Stop stop() {
    return stop.get();
  }

  Budget budget() {
    return budget;
  }

  @Override
  public void close() {
    OPEN.remove(token);
  }
}
