package io.gristmill.jobs.llm;

import io.gristmill.llm.Answer;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Request;
import io.gristmill.llm.TokenEstimate;
import io.gristmill.llm.budget.Price;
import io.gristmill.llm.budget.Quota;
import java.util.concurrent.atomic.LongAdder;

/**
 * Accounts for the calls of this process: reserves the worst case of a call before it is made and
 * settles its actual usage. Thread-safe.
 */
final class CallAccounting {

  private final FirstCallGate firstCall = new FirstCallGate();
  private final Quota quota;
  private final Price price;
  private final long assumedOutputTokens;

  private final LongAdder exchangesEnded = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder fromStore = new LongAdder();
  private final LongAdder attempts = new LongAdder();
  private final LongAdder rateLimited = new LongAdder();
  private final LongAdder promptTokens = new LongAdder();
  private final LongAdder completionTokens = new LongAdder();

  CallAccounting(Quota quota, Price price, long assumedCompletionTokens) {
    this.quota = quota;
    this.price = price;
    this.assumedOutputTokens = assumedCompletionTokens;
  }

  /** Reservation for one call. */
  record Reservation(Quota.Permit permit) {}

  /**
   * Blocks until a call may be made.
   *
   * @throws io.gristmill.check.UserException if the spending limit is used up
   */
  Reservation acquire(Request request) throws InterruptedException {
    firstCall.awaitTurn();
    return new Reservation(
        quota.acquire(
            TokenEstimate.worstCase(request, assumedOutputTokens),
            price.worstCase(request, assumedOutputTokens)));
  }

  /** Releases a reservation without a call. */
  void releaseUnused(Reservation lease) {
    firstCall.open();
    quota.release(lease.permit(), 0, 0);
  }

  void recordCall() {
    attempts.increment();
  }

  void settleAnswered(Reservation lease, Answer answer) {
    firstCall.open();
    quota.release(
        lease.permit(), answer.promptTokens() + answer.completionTokens(), price.cost(answer));
    answered.increment();
    promptTokens.add(answer.promptTokens());
    completionTokens.add(answer.completionTokens());
  }

  void settleFailed(Reservation lease, ModelException failure) {
    if (failure.kind() == Kind.RATE_LIMIT) {
      quota.recordRateLimit(failure.retryAfter());
      rateLimited.increment();
    }
    quota.release(lease.permit(), 0, 0);
    if (!failure.kind().isFatal()) { // otherwise the run stops
      firstCall.open();
    }
  }

  /** Settles a cancelled call at its worst case, since the server may bill all of it. */
  void settleAbandoned(Reservation lease) {
    firstCall.open();
    quota.release(lease.permit(), lease.permit().tokens(), lease.permit().nanos());
  }

  void recordExchangeEnd() {
    exchangesEnded.increment();
  }

  void recordPermanentFailure() {
    failed.increment();
  }

  void recordStoreHit() {
    fromStore.increment();
  }

  CallCounts counts() {
    return new CallCounts(
        exchangesEnded.sum(),
        answered.sum(),
        failed.sum(),
        fromStore.sum(),
        attempts.sum(),
        rateLimited.sum(),
        promptTokens.sum(),
        completionTokens.sum());
  }
}
