package io.gristmill.jobs.llm;

import io.gristmill.llm.Answer;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Request;
import io.gristmill.llm.TokenEstimate;
import io.gristmill.llm.budget.Price;
import io.gristmill.llm.budget.Quota;
import io.gristmill.llm.budget.Quota.Permit;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Accounts for the calls of this process: reserves the worst case of a call before it is made and
 * settles its actual usage. Thread-safe.
 *
 * <p>Holds back all calls until the first one of the process has ended or is slow. The first call
 * of a process takes a second, and calls admitted meanwhile would reach the server in one burst
 * above its limits. A rejected key also fails one call instead of all concurrent ones.
 */
final class CallAccounting {

  private static final long MAX_WAIT_SECONDS = 2;

  private final AtomicBoolean firstStarted = new AtomicBoolean();
  private final CountDownLatch firstEnded = new CountDownLatch(1);
  private final AtomicReference<CallCounts> counts = new AtomicReference<>(CallCounts.NONE);
  private final Quota quota;
  private final Price price;
  private final long assumedOutputTokens;

  CallAccounting(Quota quota, Price price, long assumedOutputTokens) {
    this.quota = quota;
    this.price = price;
    this.assumedOutputTokens = assumedOutputTokens;
  }

  /**
   * Blocks until a call may be made.
   *
   * @throws io.gristmill.check.UserException if the spending limit is used up
   */
  Permit acquire(Request request) throws InterruptedException {
    if (!firstStarted.compareAndSet(false, true)
        && !firstEnded.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
      firstEnded.countDown(); // the first call is slow: admit all
    }
    return quota.acquire(
        TokenEstimate.worstCase(request, assumedOutputTokens),
        price.worstCase(request, assumedOutputTokens));
  }

  /** Releases a permit without a call. */
  void releaseUnused(Permit permit) {
    firstEnded.countDown();
    quota.release(permit, 0, 0);
  }

  void settleAnswered(Permit permit, Answer answer) {
    firstEnded.countDown();
    TokenUsage usage = TokenUsage.of(answer, price);
    quota.release(permit, usage.promptTokens() + usage.completionTokens(), usage.nanoDollars());
    add(new CallCounts(0, 0, usage));
  }

  void settleFailed(Permit permit, ModelException failure) {
    if (failure.kind() == Kind.RATE_LIMIT) {
      quota.recordRateLimit(failure.retryAfter());
    }
    quota.release(permit, 0, 0);
    if (!failure.kind().isFatal()) { // otherwise the run stops
      firstEnded.countDown();
    }
  }

  /** Settles a cancelled call at its worst case, since the server may bill all of it. */
  void settleAbandoned(Permit permit) {
    firstEnded.countDown();
    quota.release(permit, permit.tokens(), permit.nanos());
  }

  void recordExchangeEnd() {
    add(new CallCounts(1, 0, TokenUsage.ZERO));
  }

  void recordPermanentFailure() {
    add(new CallCounts(0, 0, new TokenUsage(1, 0, 0, 0)));
  }

  void recordStoreHit() {
    add(new CallCounts(0, 1, TokenUsage.ZERO));
  }

  private void add(CallCounts more) {
    counts.updateAndGet(more::plus);
  }

  CallCounts counts() {
    return Objects.requireNonNull(counts.get(), "counts");
  }
}
