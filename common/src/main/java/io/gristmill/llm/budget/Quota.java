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
 * What an executor's process may use of the budget of the job. Threads take a permit for every call
 * and give it back; whoever talks to the driver sends {@link #leaseRequest} every {@link
 * Budget#PERIOD} and hands in the {@link Grant}. Permits are given first come, first served, spread
 * over the period where the rate is limited.
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
   * @param executor a name that no other process of the job has or had
   */
  public Quota(String executor) {
    this.executor = executor;
  }

  /**
   * Leave for one call.
   *
   * @param tokens that it may use
   * @param nanos nano-dollars that it may cost
   */
  public record Permit(long tokens, long nanos) {}

  /** Calls of one grant that are still to be started. */
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

  /** The most that calls need, of tokens and of nano-dollars. */
  private record Need(long tokens, long nanos) {
    Need and(long moreTokens, long moreNanos) {
      return new Need(Math.max(tokens, moreTokens), Math.max(nanos, moreNanos));
    }
  }

  /** A thread in the queue. */
  private record Waiter(long tokens, long nanos, Condition turn) {}

  /**
   * Blocks until a call may be started.
   *
   * @param tokens that it needs at most
   * @param nanos nano-dollars that it costs at most
   * @throws UserException when the money of the job is used up
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
   * The first in the queue waits for the pace alone; others, and whoever lacks quota, for a sign.
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
              "llm.budget.max-cost-usd of %s is used up: %s are spent, and the next call could cost"
                  + " more than what is left. Everything so far is kept; raise max-cost and run the"
                  + " same command again to go on",
              Dollars.show(last.capNanos()), Dollars.show(last.spentNanos())));
    }
  }

  /** A permit if one is free now, without waiting and without regard to those who wait. */
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
   * A call has ended, however it ended.
   *
   * @param tokensUsed by it; 0 when there was no answer
   * @param nanosSpent nano-dollars that it cost; 0 when there was no answer that is billed
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

  /** A call met a 429; its permit is to be released besides. */
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

  /** Whether there is anything to ask or to tell; else the driver may forget this executor. */
  public boolean isActive() {
    lock.lock();
    try {
      return !waiters.isEmpty() || inFlight > 0 || concurrency > 0 || held() > 0;
    } finally {
      lock.unlock();
    }
  }

  /** What to send to the driver. */
  public LeaseRequest leaseRequest(long now) {
    lock.lock();
    try {
      return leaseRequest(waiters.size(), now);
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param waiting calls that wait for a permit
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

  /** What the driver answered. */
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
   * Nanoseconds between two calls: what grants usually allow, a little faster so that nothing piles
   * up, and fast enough for all to be started in time. A grant that came late is larger and must
   * not become a burst.
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
