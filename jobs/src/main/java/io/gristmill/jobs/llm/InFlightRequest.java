package io.gristmill.jobs.llm;

import io.gristmill.llm.Answer;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.retry.AttemptListener;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One request that is being asked, in a thread of its own, for all threads that wait for it. Where
 * nobody waits any more it is cancelled; when the run is to end it is ended too, but not in the
 * middle of a call, which is paid for, nor while its answer is being stored.
 */
final class InFlightRequest implements AttemptListener {

  private enum Phase {
    /** Between calls: for quota, or after a failure. */
    WAITING,
    /** A call is open. */
    CALLING,
    /** There is an outcome. */
    STORING
  }

  private final RequestKey key;
  private final Request request;
  private final CallAccounting accounting;
  private final CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();

  /** Guarded by the table of flights. */
  private int waiters;

  private Phase phase = Phase.WAITING;
  private boolean cancelled;
  private boolean stopped;
  private @Nullable Thread thread;
  private CallAccounting.@Nullable Reservation reservation;

  InFlightRequest(RequestKey key, Request request, CallAccounting meter) {
    this.key = key;
    this.request = request;
    this.accounting = meter;
  }

  RequestKey key() {
    return key;
  }

  Request request() {
    return request;
  }

  CompletableFuture<RequestOutcome> outcome() {
    return outcome;
  }

  /** Another thread waits for it. */
  InFlightRequest join() {
    waiters++;
    return this;
  }

  /** A thread waits no more; whether it was the last one. */
  boolean leave() {
    return --waiters == 0;
  }

  /** The calling thread is the one that asks. */
  synchronized void bindThread() {
    thread = Thread.currentThread();
    interruptIfOver();
  }

  /** Its thread has nothing to do with it any more. */
  synchronized void unbindThread() {
    thread = null;
    clearInterrupt();
  }

  /** Nobody waits for it. */
  synchronized void cancel() {
    cancelled = true;
    interruptIfOver();
  }

  /** The run is to end. */
  synchronized void stop() {
    stopped = true;
    interruptIfOver();
  }

  private void interruptIfOver() {
    boolean isOver = cancelled && phase != Phase.STORING || stopped && phase == Phase.WAITING;
    if (isOver && thread != null) {
      thread.interrupt();
    }
  }

  /**
   * @throws InterruptedException when it is too late to call
   */
  private synchronized void enterCall() throws InterruptedException {
    if (cancelled || stopped) {
      throw new InterruptedException();
    }
    phase = Phase.CALLING;
  }

  @Override
  public void beforeAttempt(Request same, int attempt) throws InterruptedException {
    CallAccounting.Reservation taken = accounting.acquire(same);
    boolean entered = false;
    try {
      enterCall();
      entered = true;
    } finally {
      if (!entered) {
        accounting.releaseUnused(taken);
      }
    }
    reservation = taken;
    accounting.recordCall();
  }

  private CallAccounting.Reservation reservation() {
    return Objects.requireNonNull(reservation, "an attempt has been announced");
  }

  @Override
  public void onAnswer(Request same, Answer answer) {
    enterStoring();
    accounting.settleAnswered(reservation(), answer);
  }

  @Override
  public void onFailure(Request same, ModelException failure) {
    accounting.settleFailed(reservation(), failure);
    enterWaiting();
  }

  @Override
  public void onAbandoned(Request same) {
    accounting.settleAbandoned(reservation());
    enterWaiting();
  }

  private synchronized void enterWaiting() {
    phase = Phase.WAITING;
    interruptIfOver();
  }

  /** There is an outcome: from now on nothing interrupts. */
  synchronized void enterStoring() {
    phase = Phase.STORING;
    clearInterrupt();
  }

  /** An interrupt that came too late must not meet what the thread does next. */
  @SuppressWarnings("ReturnValueIgnored")
  private static void clearInterrupt() {
    Thread.interrupted();
  }
}
