package io.gristmill.llm.retry;

import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Health of a server as seen by all threads of a process. The server is down after enough
 * consecutive failures over a long enough time; then all waiting threads wake up and further
 * attempts fail at once. An answer, or an error that concerns one request only, resets the count.
 */
public final class ServerHealth {

  private final String where;
  private final int downAfterFailures;
  private final Duration downAfter;
  private final LongSupplier nanoClock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wentDown = lock.newCondition();

  private int failures;
  private long firstFailure;
  private volatile @Nullable ModelException downReason;

  /**
   * @param where server URL without secrets, for messages
   */
  public ServerHealth(String where, RetryPolicy policy) {
    this(where, policy, System::nanoTime);
  }

  ServerHealth(String where, RetryPolicy policy, LongSupplier nanoClock) {
    this.where = where;
    this.downAfterFailures = policy.downAfterFailures();
    this.downAfter = policy.downAfter();
    this.nanoClock = nanoClock;
  }

  /**
   * Returns if the server is up.
   *
   * @throws ModelException fatal, if the server is down
   */
  void throwIfDown() throws ModelException {
    ModelException reason = downReason;
    if (reason != null) {
      throw new ModelException(reason.kind(), String.valueOf(reason.getMessage()));
    }
  }

  /** Records an answer. */
  void recordAnswer() {
    lock.lock();
    try {
      failures = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Records a failed attempt. */
  void recordFailure(ModelException failure) {
    if (failure.kind() != Kind.UNAVAILABLE && failure.kind() != Kind.MALFORMED) {
      recordAnswer();
      return;
    }
    lock.lock();
    try {
      countFailure(failure);
    } finally {
      lock.unlock();
    }
  }

  private void countFailure(ModelException failure) {
    long now = nanoClock.getAsLong();
    if (failures++ == 0) {
      firstFailure = now;
    }
    long lasted = now - firstFailure;
    if (downReason == null && failures >= downAfterFailures && lasted >= downAfter.toNanos()) {
      downReason = new ModelException(Kind.UNUSABLE, message(failure, lasted));
      wentDown.signalAll();
    }
  }

  private String message(ModelException failure, long lasted) {
    return String.format(
        "the server at %s has given no usable answer for %d s (%d consecutive failures); last"
            + " error: %s. Start the server or check llm.base-url, then run the same command again"
            + " to resume",
        where, TimeUnit.NANOSECONDS.toSeconds(lasted), failures, failure.getMessage());
  }

  /**
   * Waits unless the server is down.
   *
   * @throws ModelException fatal, as soon as the server is down
   */
  void pause(Duration wait) throws ModelException, InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      while (left > 0 && downReason == null) {
        left = wentDown.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    throwIfDown();
  }
}
