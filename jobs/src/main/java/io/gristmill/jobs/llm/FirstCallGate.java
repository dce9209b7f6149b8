package io.gristmill.jobs.llm;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets the first call of a process go alone. A fresh process takes a second to make its first call;
 * those that were let go meanwhile would reach the server in one burst, above its limits. And a
 * refused key is then met by one call, not by all that may be in flight.
 */
final class FirstCallGate {

  private static final long MAX_WAIT_SECONDS = 2;

  private final AtomicBoolean firstStarted = new AtomicBoolean();
  private final CountDownLatch opened = new CountDownLatch(1);

  /** Returns at once for the first caller; for others when that one has landed, or is slow. */
  void awaitTurn() throws InterruptedException {
    if (firstStarted.compareAndSet(false, true)) {
      return;
    }
    boolean isDown = opened.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    if (!isDown) {
      open(); // it has waited long enough for all
    }
  }

  /** A call has ended, and others are worth making. */
  void open() {
    opened.countDown();
  }
}
