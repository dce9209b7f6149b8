package io.gristmill.jobs.llm;

import io.gristmill.llm.Answer;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.budget.Quota.Permit;
import io.gristmill.llm.retry.AttemptListener;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A request in progress, made by one thread for all threads that wait for it. It is cancelled when
 * no thread waits for it anymore. It also ends when the run stops, but not during a call, which is
 * billed, nor while its answer is being stored.
 */
final class InFlightRequest implements AttemptListener {

  private enum Phase {
    /** Between calls: waiting for quota or backing off. */
    WAITING,
    /** During a call. */
    CALLING,
    /** The outcome is known and being stored. */
    STORING
  }

  private final RequestKey key;
  private final Request request;
  private final CallAccounting accounting;
  private final CompletableFuture<RequestOutcome> outcome = new CompletableFuture<>();

  /** Guarded by the map of in-flight requests. */
  private int waiters;

  private Phase phase = Phase.WAITING;
  private boolean cancelled;
  private boolean stopped;
  private @Nullable Thread thread;
  private @Nullable Permit permit;

  InFlightRequest(RequestKey key, Request request, CallAccounting accounting) {
    this.key = key;
    this.request = request;
    this.accounting = accounting;
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

  /** Adds a waiting thread. */
  InFlightRequest join() {
    waiters++;
    return this;
  }

  /** Removes a waiting thread; returns whether it was the last one. */
  boolean leave() {
    return --waiters == 0;
  }

  /** Binds the calling thread, which makes the request. */
  synchronized void bindThread() {
    thread = Thread.currentThread();
    interruptIfOver();
  }

  /** Unbinds the thread. */
  synchronized void unbindThread() {
    thread = null;
    clearInterrupt();
  }

  /** Cancels the request. */
  synchronized void cancel() {
    cancelled = true;
    interruptIfOver();
  }

  /** Stops the request at the next point between two calls. */
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
   * @throws InterruptedException if the request was cancelled or stopped
   */
  private synchronized void enterCall() throws InterruptedException {
    if (cancelled || stopped) {
      throw new InterruptedException();
    }
    phase = Phase.CALLING;
  }

  @Override
  public void beforeAttempt(Request same, int attempt) throws InterruptedException {
    Permit acquired = accounting.acquire(same);
    boolean entered = false;
    try {
      enterCall();
      entered = true;
    } finally {
      if (!entered) {
        accounting.releaseUnused(acquired);
      }
    }
    permit = acquired;
  }

  private Permit permit() {
    return Objects.requireNonNull(permit, "an attempt is in progress");
  }

  @Override
  public void onAnswer(Request same, Answer answer) {
    enterStoring();
    accounting.settleAnswered(permit(), answer);
  }

  @Override
  public void onFailure(Request same, ModelException failure) {
    accounting.settleFailed(permit(), failure);
    enterWaiting();
  }

  @Override
  public void onAbandoned(Request same) {
    accounting.settleAbandoned(permit());
    enterWaiting();
  }

  private synchronized void enterWaiting() {
    phase = Phase.WAITING;
    interruptIfOver();
  }

  /** Enters the storing phase, which is not interrupted. */
  synchronized void enterStoring() {
    phase = Phase.STORING;
    clearInterrupt();
  }

  /** Clears a late interrupt, which must not affect the next work of the thread. */
  @SuppressWarnings("ReturnValueIgnored")
  private static void clearInterrupt() {
    Thread.interrupted();
  }
}
