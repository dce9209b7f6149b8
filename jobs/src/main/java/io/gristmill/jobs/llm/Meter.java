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
 * What calls of this process use and cost: takes leave for each before it is made, at its worst
 * case, and settles what it really was. Safe for many threads.
 */
final class Meter {

  private final Pilot pilot = new Pilot();
  private final Quota quota;
  private final Price price;
  private final long assumedCompletionTokens;

  private final LongAdder ended = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder fromStore = new LongAdder();
  private final LongAdder attempts = new LongAdder();
  private final LongAdder rateLimited = new LongAdder();
  private final LongAdder promptTokens = new LongAdder();
  private final LongAdder completionTokens = new LongAdder();

  Meter(Quota quota, Price price, long assumedCompletionTokens) {
    this.quota = quota;
    this.price = price;
    this.assumedCompletionTokens = assumedCompletionTokens;
  }

  /** Leave for one call. */
  record Lease(Quota.Permit permit) {}

  /**
   * Blocks until a call may be made.
   *
   * @throws io.gristmill.check.UserException when the money is used up
   */
  Lease acquire(Request request) throws InterruptedException {
    pilot.follow();
    return new Lease(
        quota.acquire(
            TokenEstimate.worstCase(request, assumedCompletionTokens),
            price.worstCase(request, assumedCompletionTokens)));
  }

  /** No call was made. */
  void unused(Lease lease) {
    pilot.landed();
    quota.release(lease.permit(), 0, 0);
  }

  void called() {
    attempts.increment();
  }

  void answered(Lease lease, Answer answer) {
    pilot.landed();
    quota.release(
        lease.permit(), answer.promptTokens() + answer.completionTokens(), price.cost(answer));
    answered.increment();
    promptTokens.add(answer.promptTokens());
    completionTokens.add(answer.completionTokens());
  }

  void failed(Lease lease, ModelException failure) {
    if (failure.kind() == Kind.RATE_LIMIT) {
      quota.rateLimited(failure.retryAfter());
      rateLimited.increment();
    }
    quota.release(lease.permit(), 0, 0);
    if (!failure.kind().isFatal()) { // else the run ends, and who waits is told so
      pilot.landed();
    }
  }

  /** Cancelled in the middle: the server may bill all of it, so that is what it counts. */
  void abandoned(Lease lease) {
    pilot.landed();
    quota.release(lease.permit(), lease.permit().tokens(), lease.permit().nanos());
  }

  void ended() {
    ended.increment();
  }

  void failedForGood() {
    failed.increment();
  }

  void foundInStore() {
    fromStore.increment();
  }

  Counters counters() {
    return new Counters(
        ended.sum(),
        answered.sum(),
        failed.sum(),
        fromStore.sum(),
        attempts.sum(),
        rateLimited.sum(),
        promptTokens.sum(),
        completionTokens.sum());
  }
}
