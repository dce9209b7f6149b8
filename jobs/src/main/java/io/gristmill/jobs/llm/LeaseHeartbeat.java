package io.gristmill.jobs.llm;

import io.gristmill.concurrent.Daemons;
import io.gristmill.llm.budget.Budget;
import io.gristmill.llm.budget.Grant;
import io.gristmill.llm.budget.Quota;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges reports and leases with the driver in a background thread: every {@link Budget#PERIOD}
 * while calls are needed, otherwise every second. Forwards the driver's reason to stop.
 */
final class LeaseHeartbeat implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseHeartbeat.class);

  private static final long IDLE_PERIOD = TimeUnit.SECONDS.toNanos(1);
  private static final long ACTIVE_AFTER_DEMAND = TimeUnit.SECONDS.toNanos(2);

  private final String run;
  private final Quota quota;
  private final Supplier<CallCounts> counts;
  private final Consumer<StopReason> onStop;
  private final Runnable onClosed;
  private final Thread thread = Daemons.thread("gristmill-llm-budget", this::run);
  private volatile boolean closed;
  private volatile boolean idle;
  private volatile long lastDemand = System.nanoTime();

  LeaseHeartbeat(
      String run,
      Quota quota,
      Supplier<CallCounts> counts,
      Consumer<StopReason> onStop,
      Runnable onClosed) {
    this.run = run;
    this.quota = quota;
    this.counts = counts;
    this.onStop = onStop;
    this.onClosed = onClosed;
  }

  void start() {
    thread.start();
  }

  /** Signals that a call needs a lease. */
  void requestLease() {
    lastDemand = System.nanoTime();
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    long next = System.nanoTime();
    while (!closed) {
      boolean isActive = quota.isActive() || System.nanoTime() - lastDemand < ACTIVE_AFTER_DEMAND;
      tryExchange();
      long now = System.nanoTime();
      next = isActive ? Math.max(now, next + Budget.PERIOD) : now + IDLE_PERIOD;
      idle = !isActive;
      while (!closed && next - System.nanoTime() > 0 && !isWokenFrom(idle)) {
        LockSupport.parkNanos(this, next - System.nanoTime());
      }
      next = isWokenFrom(idle) ? System.nanoTime() : next;
      idle = false;
    }
  }

  private boolean isWokenFrom(boolean idling) {
    return idling && System.nanoTime() - lastDemand < ACTIVE_AFTER_DEMAND;
  }

  private void tryExchange() {
    try {
      exchange(null);
    } catch (Exception e) { // without its driver this process ends anyway
      LOG.debug("the driver cannot be reached", e);
    }
  }

  /**
   * Sends a report and accepts the lease. Synchronized, since the cumulative usage must not
   * decrease.
   *
   * @param stop reason to stop the run; null if there is none
   * @throws Exception if the driver cannot be reached
   */
  synchronized void exchange(@Nullable StopReason stop) throws Exception {
    DriverChannel.Response reply =
        DriverChannel.send(
            new DriverChannel.Report(
                run, quota.leaseRequest(System.nanoTime()), counts.get(), stop));
    Grant grant = reply.grant();
    if (grant == null) {
      onClosed.run();
      return;
    }
    quota.accept(grant, System.nanoTime());
    if (reply.stopReason() != null) {
      onStop.accept(reply.stopReason());
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
