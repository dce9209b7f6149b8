package io.gristmill.jobs.llm;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds back all calls until the first one of the process has ended. The first call of a process
 * takes a second, and calls admitted meanwhile would reach the server in one burst above its
 * limits. A rejected key also fails one call instead of all concurrent ones.
 */
final class FirstCallGate {

  private static final long MAX_WAIT_SECONDS = 2;

  private final AtomicBoolean firstStarted = new AtomicBoolean();
  private final CountDownLatch opened = new CountDownLatch(1);

  /** Returns at once for the first caller; others wait until that call has ended or is slow. */
  void awaitTurn() throws InterruptedException {
    if (firstStarted.compareAndSet(false, true)) {
      return;
    }
    boolean isDown = opened.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    if (!isDown) {
      open(); // the first call is slow: admit all
    }
  }

  /** Admits all calls. */
  void open() {
    opened.countDown();
  }
}
