package io.gristmill.llm.client;

import io.gristmill.concurrent.Daemons;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts threads whose calls take too long. One daemon thread polls all calls, which is much
 * cheaper than one timer per call; timeouts need not be exact.
 */
final class Watchdog implements AutoCloseable {

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(25);

  /** Reason to end a call. */
  enum EndReason {
    IDLE,
    TOO_LONG,
    /** The answer is complete, but the connection stays open. */
    ENOUGH,
    CLOSED
  }

  private final Function<Watch, @Nullable EndReason> judge;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Thread thread = Daemons.thread("gristmill-llm-watchdog", this::run);
  private volatile boolean closed;

  /**
   * @param judge returns the reason to end a call now; null to let it continue
   */
  Watchdog(Function<Watch, @Nullable EndReason> judge) {
    this.judge = judge;
    thread.start();
  }

  /** A watched call of a thread. */
  static final class Watch {
    private final Thread thread = Thread.currentThread();
    private final CallProgress progress;
    private final long start = System.nanoTime();
    private @Nullable EndReason verdict;
    private boolean closed;

    private Watch(CallProgress progress) {
      this.progress = progress;
    }

    CallProgress progress() {
      return progress;
    }

    long start() {
      return start;
    }

    private synchronized void end(EndReason why) {
      if (!closed && verdict == null) {
        verdict = why;
        thread.interrupt();
      }
    }

    /** Stops watching; returns the reason of an interrupt, or null. */
    private synchronized @Nullable EndReason close() {
      closed = true;
      return verdict;
    }
  }

  /** Starts watching the next call of this thread. */
  Watch begin(CallProgress progress) {
    Watch watch = new Watch(progress);
    watches.add(watch);
    if (closed) {
      watch.end(EndReason.CLOSED);
    } else if (watches.size() == 1) {
      LockSupport.unpark(thread);
    }
    return watch;
  }

  /**
   * Stops watching a call and clears the interrupt that this watchdog has caused.
   *
   * @return why the call was interrupted, or null
   */
  @SuppressWarnings("ReturnValueIgnored")
  @Nullable EndReason end(Watch watch) {
    watches.remove(watch);
    EndReason verdict = watch.close();
    if (verdict != null) {
      Thread.interrupted();
    }
    return verdict;
  }

  private void run() {
    while (!closed) {
      if (watches.isEmpty()) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, PERIOD);
      }
      for (Watch watch : watches) {
        EndReason verdict = judge.apply(watch);
        if (verdict != null) {
          watch.end(verdict);
        }
      }
    }
  }

  /** Interrupts all calls and stops the thread. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    watches.forEach(watch -> watch.end(EndReason.CLOSED));
  }
}
