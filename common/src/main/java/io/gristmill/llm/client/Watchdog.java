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
  enum Verdict {
    IDLE,
    TOO_LONG,
    /** All that matters has come, and the connection does not end. */
    ENOUGH,
    CLOSED
  }

  private final Function<Watch, @Nullable Verdict> judge;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::run, "gristmill-llm-watchdog");
  private volatile boolean closed;

  /**
   * @param judge what is to become of a call now; null to let it go on
   */
  Watchdog(Function<Watch, @Nullable Verdict> judge) {
    this.judge = judge;
    thread.setDaemon(true);
    thread.start();
  }

  /** A call of one thread. */
  static final class Watch {
    private final Thread thread = Thread.currentThread();
    private final Progress progress;
    private final long start = System.nanoTime();
    private @Nullable Verdict verdict;
    private boolean over;

    private Watch(Progress progress) {
      this.progress = progress;
    }

    Progress progress() {
      return progress;
    }

    long start() {
      return start;
    }

    private synchronized void end(Verdict why) {
      if (!over && verdict == null) {
        verdict = why;
        thread.interrupt();
      }
    }

    /** Nobody interrupts any more for this call; why somebody has, or null. */
    private synchronized @Nullable Verdict over() {
      over = true;
      return verdict;
    }
  }

  /** Watches the call that this thread is about to make. */
  Watch begin(Progress progress) {
    Watch watch = new Watch(progress);
    watches.add(watch);
    if (closed) {
      watch.end(Verdict.CLOSED);
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
  @Nullable Verdict end(Watch watch) {
    watches.remove(watch);
    Verdict verdict = watch.over();
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
        Verdict verdict = judge.apply(watch);
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
    watches.forEach(watch -> watch.end(Verdict.CLOSED));
  }
}
