package io.gristmill.jobs.llm;

import io.gristmill.llm.Answer;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Outcome;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.retry.AttemptListener;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request that is being asked, in a thread of its own, for all threads that wait for it. Where
 * nobody waits any more it is cancelled; when the run is to end it is ended too, but not in the
 * middle of a call, which is paid for, nor while its answer is being stored.
 */
final class Flight implements AttemptListener {

  private enum Phase {
    /** Between calls: for quota, or after a failure. */
    WAITING,
    /** A call is open. */
    CALLING,
    /** There is an outcome. */
    KEEPING
  }

  private final RequestKey key;
  private final Request request;
  private final Meter meter;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

  /** Guarded by the table of flights. */
  private int waiters;

  private Phase phase = Phase.WAITING;
  private boolean ended;
  private boolean stopped;
  private @Nullable Thread thread;
  private Meter.@Nullable Lease lease;

  Flight(RequestKey key, Request request, Meter meter) {
    this.key = key;
    this.request = request;
    this.meter = meter;
  }

  RequestKey key() {
    return key;
  }

  Request request() {
    return request;
  }

  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  /** Another thread waits for it. */
  Flight join() {
    waiters++;
    return this;
  }

  /** A thread waits no more; whether it was the last one. */
  boolean leave() {
    return --waiters == 0;
  }

  /** The calling thread is the one that asks. */
  synchronized void begin() {
    thread = Thread.currentThread();
    interruptIfEnded();
  }

  /** Its thread has nothing to do with it any more. */
  synchronized void end() {
    thread = null;
    clearInterrupt();
  }

  /** Nobody waits for it. */
  synchronized void cancel() {
    ended = true;
    interruptIfEnded();
  }

  /** The run is to end. */
  synchronized void stop() {
    stopped = true;
    interruptIfEnded();
  }

  private void interruptIfEnded() {
    boolean isOver = ended && phase != Phase.KEEPING || stopped && phase == Phase.WAITING;
    if (isOver && thread != null) {
      thread.interrupt();
    }
  }

  /**
   * @throws InterruptedException when it is too late to call
   */
  private synchronized void calling() throws InterruptedException {
    if (ended || stopped) {
      throw new InterruptedException();
    }
    phase = Phase.CALLING;
  }

  @Override
  public void before(Request same, int attempt) throws InterruptedException {
    Meter.Lease taken = meter.acquire(same);
    boolean entered = false;
    try {
      calling();
      entered = true;
    } finally {
      if (!entered) {
        meter.unused(taken);
      }
    }
    lease = taken;
    meter.called();
  }

  private Meter.Lease lease() {
    return Objects.requireNonNull(lease, "an attempt has been announced");
  }

  @Override
  public void answered(Request same, Answer answer) {
    keeping();
    meter.answered(lease(), answer);
  }

  @Override
  public void failed(Request same, ModelException failure) {
    meter.failed(lease(), failure);
    waiting();
  }

  @Override
  public void abandoned(Request same) {
    meter.abandoned(lease());
    waiting();
  }

  private synchronized void waiting() {
    phase = Phase.WAITING;
    interruptIfEnded();
  }

  /** There is an outcome: from now on nothing interrupts. */
  synchronized void keeping() {
    phase = Phase.KEEPING;
    clearInterrupt();
  }

  /** An interrupt that came too late must not meet what the thread does next. */
  @SuppressWarnings("ReturnValueIgnored")
  private static void clearInterrupt() {
    Thread.interrupted();
  }
}
