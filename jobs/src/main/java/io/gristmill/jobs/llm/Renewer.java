package io.gristmill.jobs.llm;

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
 * Talks to the driver from a thread of its own: every {@link Budget#PERIOD} while calls are wanted,
 * now and then else. What the driver says of the run's end is handed on.
 */
final class Renewer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Renewer.class);

  private static final long IDLE = TimeUnit.SECONDS.toNanos(1);
  private static final long AWAKE = TimeUnit.SECONDS.toNanos(2);

  private final String run;
  private final Link link;
  private final Quota quota;
  private final Supplier<Counters> counters;
  private final Consumer<Stop> onStop;
  private final Runnable onClosed;
  private final Thread thread = new Thread(this::run, "gristmill-llm-budget");
  private volatile boolean closed;
  private volatile boolean idle;
  private volatile long lastDemand = System.nanoTime();

  Renewer(
      String run,
      Link link,
      Quota quota,
      Supplier<Counters> counters,
      Consumer<Stop> onStop,
      Runnable onClosed) {
    this.run = run;
    this.link = link;
    this.quota = quota;
    this.counters = counters;
    this.onStop = onStop;
    this.onClosed = onClosed;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** A call is wanted. */
  void demand() {
    lastDemand = System.nanoTime();
    if (idle) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    long next = System.nanoTime();
    while (!closed) {
      boolean isActive = quota.isActive() || System.nanoTime() - lastDemand < AWAKE;
      exchangeOrWait();
      long now = System.nanoTime();
      next = isActive ? Math.max(now, next + Budget.PERIOD) : now + IDLE;
      idle = !isActive;
      while (!closed && next - System.nanoTime() > 0 && !isWokenFrom(idle)) {
        LockSupport.parkNanos(this, next - System.nanoTime());
      }
      next = isWokenFrom(idle) ? System.nanoTime() : next;
      idle = false;
    }
  }

  private boolean isWokenFrom(boolean idling) {
    return idling && System.nanoTime() - lastDemand < AWAKE;
  }

  private void exchangeOrWait() {
    try {
      exchange(null);
    } catch (Exception e) { // a driver that is gone takes this process with it
      LOG.debug("the driver cannot be reached", e);
    }
  }

  /**
   * Tells the driver, and hears what may be used. One at a time: sums must not run backwards.
   *
   * @param stop why the run is to end, where a reason was found
   * @throws Exception when the driver cannot be reached
   */
  synchronized void exchange(@Nullable Stop stop) throws Exception {
    Report report = new Report(run, quota.ask(System.nanoTime()), counters.get(), stop);
    Reply reply = Reply.of(link.exchange(report.toMessage()));
    Grant grant = reply.grant();
    if (grant == null) {
      onClosed.run();
      return;
    }
    quota.granted(grant, System.nanoTime());
    if (reply.stop() != null) {
      onStop.accept(reply.stop());
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
