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
 * Whether a server lives, as all threads of a process see it together. It is dead when enough
 * attempts in a row brought no usable reply, for long enough; then every waiting thread is woken
 * and every further attempt refused at once. Any answer before that, and any refusal that is about
 * one request, starts the count anew.
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
   * @param where the server's address without secrets, for messages
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
   * Passes while the server lives.
   *
   * @throws ModelException fatal, when it is dead
   */
  void throwIfDown() throws ModelException {
    ModelException seen = downReason;
    if (seen != null) {
      throw new ModelException(seen.kind(), String.valueOf(seen.getMessage()));
    }
  }

  /** The server answered. */
  void recordAnswer() {
    lock.lock();
    try {
      failures = 0;
    } finally {
      lock.unlock();
    }
  }

  /** An attempt brought no answer. */
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
        "the server at %s has given no usable answer for %d s, in %d attempts in a row; the last"
            + " one: %s. Start it or check llm.base-url, then run the same command again: it goes"
            + " on where it stopped",
        where, TimeUnit.NANOSECONDS.toSeconds(lasted), failures, failure.getMessage());
  }

  /**
   * Waits, but not for a dead server.
   *
   * @throws ModelException fatal, as soon as it is dead
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
