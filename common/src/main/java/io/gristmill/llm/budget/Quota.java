package io.gristmill.llm.budget;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An executor's share of the job's budget. Threads acquire a permit for each call and release it; a
 * heartbeat sends {@link #leaseRequest} every {@link Budget#PERIOD} and passes the {@link Grant} to
 * {@link #accept}. Permits are served first come, first served, and spread over the period if the
 * rate is limited.
 */
public final class Quota {

  private static final long MIN_CATCH_UP_NANOS = 10_000_000L;
  private static final int LOOKAHEAD = 2;
  private static final double SMOOTHING = 0.1;
  private static final double SPEEDUP = 1.15;

  private final String executor;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private final Deque<Batch> batches = new ArrayDeque<>();

  private long concurrency;
  private boolean paced;
  private long spacing;
  private double usualGrant = -1;
  private long nextStart = Long.MIN_VALUE;
  private @Nullable Grant exhausted;

  private long inFlight;
  private long inFlightNanos;
  private long started;
  private long startedBefore;
  private long returnedRequests;
  private long returnedTokens;
  private long spentNanos;
  private long usedTokens;
  private long rateLimited;
  private long retryAfterMillis;
  private Need need = new Need(0, 0);
  private Need recentNeed = new Need(0, 0);

  /**
   * @param executor unique name of the process
   */
  public Quota(String executor) {
    this.executor = executor;
  }

  /**
   * Permission for one call.
   *
   * @param tokens maximum tokens
   * @param nanos maximum cost in nano-dollars
   */
  public record Permit(long tokens, long nanos) {}

  /** Calls of a grant that are not started yet. */
  private static final class Batch {
    private final Grant grant;
    private final long until;
    private long left;

    Batch(Grant grant, long now) {
      this.grant = grant;
      this.until = now + grant.validNanos();
      this.left = grant.requests();
    }

    boolean fits(long tokens, long nanos) {
      return left > 0 && tokens <= grant.tokensEach() && nanos <= grant.nanosEach();
    }
  }

  /** Maximum tokens and nano-dollars needed per call. */
  private record Need(long tokens, long nanos) {
    Need and(long moreTokens, long moreNanos) {
      return new Need(Math.max(tokens, moreTokens), Math.max(nanos, moreNanos));
    }
  }

  /** A waiting thread. */
  private record Waiter(long tokens, long nanos, Condition turn) {}

  /**
   * Blocks until a call may be started.
   *
   * @param tokens maximum tokens of the call
   * @param nanos maximum cost of the call in nano-dollars
   * @throws UserException if the spending limit of the job is used up
   */
  public Permit acquire(long tokens, long nanos) throws InterruptedException {
    lock.lockInterruptibly();
    Waiter waiter = new Waiter(tokens, nanos, lock.newCondition());
    waiters.addLast(waiter);
    try {
      while (true) {
        throwIfExhausted();
        long now = System.nanoTime();
        Optional<Permit> permit =
            waiters.peekFirst() == waiter ? take(tokens, nanos, now) : Optional.empty();
        if (permit.isPresent()) {
          return permit.get();
        }
        awaitTurn(waiter, now);
      }
    } finally {
      waiters.remove(waiter);
      wakeFirst();
      lock.unlock();
    }
  }

  /**
   * The first thread in the queue waits for its start time; the others, and a thread without a
   * lease, wait for a signal.
   */
  private void awaitTurn(Waiter waiter, long now) throws InterruptedException {
    boolean isFirst = waiters.peekFirst() == waiter;
    if (isFirst && inFlight < concurrency && findBatch(waiter.tokens(), waiter.nanos()) != null) {
      waiter.turn().awaitNanos(Math.max(1, nextStart - now));
    } else {
      waiter.turn().await();
    }
  }

  private void throwIfExhausted() {
    Grant last = exhausted;
    if (last != null) {
      throw new UserException(
          ExitCode.BUDGET,
          String.format(
              "llm.budget.max-cost-usd of %s is used up: %s spent, and the next call could cost"
                  + " more than what is left. Everything so far is kept; raise"
                  + " llm.budget.max-cost-usd and run the same command again to resume",
              Dollars.show(last.capNanos()), Dollars.show(last.spentNanos())));
    }
  }

  /** Returns a permit if one is available now, bypassing the queue. */
  Optional<Permit> tryAcquire(long tokens, long nanos, long now) {
    lock.lock();
    try {
      return take(tokens, nanos, now);
    } finally {
      lock.unlock();
    }
  }

  private Optional<Permit> take(long tokens, long nanos, long now) {
    recentNeed = recentNeed.and(tokens, nanos);
    expire(now);
    Batch batch = findBatch(tokens, nanos);
    if (batch == null || inFlight >= concurrency || paced && now - nextStart < 0) {
      return Optional.empty();
    }
    batch.left--;
    returnedTokens += batch.grant.tokensEach() - tokens;
    inFlight++;
    inFlightNanos += nanos;
    started++;
    long late = Math.max(MIN_CATCH_UP_NANOS, 2 * spacing);
    nextStart = Math.max(nextStart, now - late) + spacing;
    return Optional.of(new Permit(tokens, nanos));
  }

  private @Nullable Batch findBatch(long tokens, long nanos) {
    for (Batch batch : batches) {
      if (batch.fits(tokens, nanos)) {
        return batch;
      }
    }
    return null;
  }

  private void expire(long now) {
    for (Iterator<Batch> all = batches.iterator(); all.hasNext(); ) {
      Batch batch = all.next();
      if (batch.left == 0 || now - batch.until >= 0) {
        returnedRequests += batch.left;
        returnedTokens += batch.left * batch.grant.tokensEach();
        all.remove();
      }
    }
  }

  /**
   * Releases the permit of a finished call.
   *
   * @param tokensUsed tokens used; 0 without an answer
   * @param nanosSpent cost in nano-dollars; 0 without a billed answer
   */
  public void release(Permit permit, long tokensUsed, long nanosSpent) {
    lock.lock();
    try {
      inFlight--;
      inFlightNanos -= permit.nanos();
      spentNanos += nanosSpent;
      usedTokens += tokensUsed;
      returnedTokens += permit.tokens() - tokensUsed;
      wakeFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Records a 429; the permit must be released separately. */
  public void recordRateLimit(@Nullable Duration retryAfter) {
    lock.lock();
    try {
      rateLimited++;
      if (retryAfter != null) {
        retryAfterMillis = Math.max(retryAfterMillis, retryAfter.toMillis());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether a lease request is needed; otherwise the heartbeat may slow down. */
  public boolean isActive() {
    lock.lock();
    try {
      return !waiters.isEmpty() || inFlight > 0 || concurrency > 0 || held() > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Builds the next lease request. */
  public LeaseRequest leaseRequest(long now) {
    lock.lock();
    try {
      return leaseRequest(waiters.size(), now);
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param waiting number of calls waiting for a permit
   */
  LeaseRequest leaseRequest(long waiting, long now) {
    lock.lock();
    try {
      expire(now);
      for (Waiter waiter : waiters) {
        recentNeed = recentNeed.and(waiter.tokens(), waiter.nanos());
      }
      need = recentNeed.equals(new Need(0, 0)) ? need : recentNeed;
      recentNeed = new Need(0, 0);
      long likely = waiting + LOOKAHEAD * (started - startedBefore);
      startedBefore = started;
      long pause = retryAfterMillis;
      retryAfterMillis = 0;
      return new LeaseRequest(
          executor,
          Math.max(0, likely - held()),
          need.tokens(),
          need.nanos(),
          inFlight,
          started,
          returnedRequests,
          returnedTokens,
          heldNanos(),
          spentNanos,
          usedTokens,
          rateLimited,
          pause);
    } finally {
      lock.unlock();
    }
  }

  private long held() {
    return batches.stream().mapToLong(batch -> batch.left).sum();
  }

  private long heldNanos() {
    return inFlightNanos
        + batches.stream().mapToLong(batch -> batch.left * batch.grant.nanosEach()).sum();
  }

  /** Accepts a grant from the driver. */
  public void accept(Grant grant, long now) {
    lock.lock();
    try {
      expire(now);
      concurrency = grant.concurrency();
      paced = grant.paced();
      if (grant.requests() > 0) {
        batches.addLast(new Batch(grant, now));
      }
      spacing = paced ? spacing(grant.requests()) : 0;
      if (nextStart == Long.MIN_VALUE) {
        nextStart = now;
      }
      if (grant.exhausted()) {
        exhausted = grant;
        waiters.forEach(waiter -> waiter.turn().signal());
      }
      wakeFirst();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Nanoseconds between two calls: slightly below the usual grant interval, so that calls do not
   * accumulate, and short enough to start all of them while valid. A late grant is larger and must
   * not cause a burst.
   */
  private long spacing(long granted) {
    usualGrant = usualGrant < 0 ? granted : usualGrant + SMOOTHING * (granted - usualGrant);
    double even = Budget.PERIOD / Math.max(1, SPEEDUP * usualGrant);
    double inTime = 0.8 * Budget.VALID / Math.max(1, held());
    return (long) Math.min(even, inTime);
  }

  private void wakeFirst() {
    Waiter first = waiters.peekFirst();
    if (first != null) {
      first.turn().signal();
    }
  }
}
