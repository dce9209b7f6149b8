package io.gristmill.llm.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts threads whose calls take too long. One daemon thread looks at all calls now and then:
 * much cheaper than a timer each, and a time-out need not be exact.
 */
final class Watchdog implements AutoCloseable {

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(25);

  /** Why a call is to end. */
  enum EndReason {
    IDLE,
    TOO_LONG,
    /** All that matters has come, and the connection does not end. */
    ENOUGH,
    CLOSED
  }

  private final Function<Watch, @Nullable EndReason> judge;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::run, "gristmill-llm-watchdog");
  private volatile boolean closed;

  /**
   * @param judge what is to become of a call now; null to let it go on
   */
  Watchdog(Function<Watch, @Nullable EndReason> judge) {
    this.judge = judge;
    thread.setDaemon(true);
    thread.start();
  }

  /** A call of one thread. */
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

    /** Nobody interrupts any more for this call; why somebody has, or null. */
    private synchronized @Nullable EndReason close() {
      closed = true;
      return verdict;
    }
  }

  /** Watches the call that this thread is about to make. */
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
   * The call is over, and so is what this watchdog's interrupt has done to the thread.
   *
   * @return why it was ended, or null when it was not
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

  /** Ends all calls. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    watches.forEach(watch -> watch.end(EndReason.CLOSED));
  }
}
