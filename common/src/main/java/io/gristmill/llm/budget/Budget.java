package io.gristmill.llm.budget;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The budget of a job, on the driver: leases calls, tokens, money and concurrency to executors. It
 * has neither a clock nor threads: each call passes the time in nanoseconds of a monotonic clock.
 * Thread-safe.
 *
 * <p>Money: a grant reserves the worst case of each call, and the next lease request settles the
 * actual cost. Spending plus reservations never exceed the limit, so only calls above their
 * estimated worst case can. The reservation of an executor that stops reporting counts as spent
 * until the next run reads the response store. Its concurrency counts until it reports having given
 * it up, or times out.
 */
public final class Budget {

  /** Interval between lease requests of an executor, in nanoseconds. */
  public static final long PERIOD = 100_000_000L;

  /** Validity of a grant, in nanoseconds. */
  static final long VALID = 250_000_000L;

  /** Time without a request after which an executor is considered dead, in nanoseconds. */
  static final long SILENCE_TIMEOUT = 3_000_000_000L;

  private static final double SAFETY = 0.985;
  private static final double CAPACITY_SECONDS = 0.15;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final long MAX_PAUSE_MILLIS = 250;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final BudgetConfig config;
  private final Map<String, Leaseholder> leaseholders = new TreeMap<>();
  private final TokenBucket requests;
  private final TokenBucket tokens;
  private final RateControl rate;
  private final long spentBefore;
  private long spentByReplaced;

  /**
   * @param spentBefore nano-dollars spent by earlier runs, from the response store
   */
  public Budget(BudgetConfig config, long spentBefore, long now) {
    this.config = config;
    this.spentBefore = spentBefore;
    this.requests = new TokenBucket(CAPACITY_SECONDS, now);
    this.tokens = new TokenBucket(CAPACITY_SECONDS, now);
    boolean limited =
        config.requestsPerMinute() != BudgetConfig.NONE
            || config.tokensPerMinute() != BudgetConfig.NONE;
    this.rate = new RateControl(limited, now);
  }

  /** Settles the reported usage of an executor and grants it a lease. */
  public synchronized Grant lease(LeaseRequest request, long now) {
    Leaseholder leaseholder = leaseholder(request, now);
    advance(now);
    settle(leaseholder, request, now);
    leaseholder.recordRequest(request, now);
    long concurrency = concurrency(leaseholder, now);
    long calls = concurrency == 0 ? 0 : calls(leaseholder, request, now);
    take(calls, request.tokensEach());
    Grant grant =
        new Grant(
            calls,
            request.tokensEach(),
            request.nanosEach(),
            concurrency,
            VALID,
            isPaced(),
            isExhausted(request, now),
            spentNanos(),
            config.maxCostNanos());
    leaseholder.recordGrant(grant, now);
    return grant;
  }

  /** Nano-dollars known to be spent, including earlier runs. */
  public synchronized long spentNanos() {
    return spentBefore
        + spentByReplaced
        + leaseholders.values().stream().mapToLong(b -> b.last().spentNanos()).sum();
  }

  /** Nano-dollars reserved by executors. */
  public synchronized long reservedNanos() {
    return leaseholders.values().stream().mapToLong(Leaseholder::heldNanos).sum();
  }

  /** Tokens reported by executors. */
  public synchronized long usedTokens() {
    return leaseholders.values().stream().mapToLong(b -> b.last().usedTokens()).sum();
  }

  /** Number of 429 responses reported by executors. */
  public synchronized long rateLimited() {
    return leaseholders.values().stream().mapToLong(b -> b.last().rateLimited()).sum();
  }

  /** Current limit of requests per second; infinite if there is none. */
  public synchronized double requestsPerSecond() {
    return config.requestsPerMinute() == BudgetConfig.NONE
        ? rate.learnedPerSecond()
        : SAFETY * rate.factor() * config.requestsPerMinute() / SECONDS_PER_MINUTE;
  }

  private double tokensPerSecond() {
    return config.tokensPerMinute() == BudgetConfig.NONE
        ? Double.POSITIVE_INFINITY
        : SAFETY * rate.factor() * config.tokensPerMinute() / SECONDS_PER_MINUTE;
  }

  private boolean isPaced() {
    return !Double.isInfinite(requestsPerSecond()) || !Double.isInfinite(tokensPerSecond());
  }

  private Leaseholder leaseholder(LeaseRequest request, long now) {
    Leaseholder current = leaseholders.get(request.executor());
    if (current != null && request.started() < current.last().started()) {
      // A new process reuses the name: the reservation of the old one counts as spent.
      spentByReplaced += current.last().spentNanos() + current.heldNanos();
      current = null;
    }
    Leaseholder leaseholder =
        current == null ? new Leaseholder(nothing(request.executor()), now) : current;
    leaseholders.put(request.executor(), leaseholder);
    return leaseholder;
  }

  private static LeaseRequest nothing(String executor) {
    return new LeaseRequest(executor, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  private void advance(long now) {
    rate.tick(now);
    if (!Double.isInfinite(requestsPerSecond())) {
      requests.fill(requestsPerSecond(), now);
    }
    if (!Double.isInfinite(tokensPerSecond())) {
      tokens.fill(tokensPerSecond(), now);
    }
  }

  private void settle(Leaseholder leaseholder, LeaseRequest request, long now) {
    LeaseRequest last = leaseholder.last();
    rate.record(
        request.started() - last.started(), request.rateLimited() - last.rateLimited(), now);
    if (!Double.isInfinite(requestsPerSecond())) {
      requests.put(request.returnedRequests() - last.returnedRequests(), requestsPerSecond());
    }
    if (!Double.isInfinite(tokensPerSecond())) {
      tokens.put(request.returnedTokens() - last.returnedTokens(), tokensPerSecond());
    }
    if (request.rateLimited() > last.rateLimited()) {
      long pause = Math.min(request.retryAfterMillis() / 4, MAX_PAUSE_MILLIS);
      if (rate.rateLimited(pause * NANOS_PER_MILLI, now)) {
        requests.restart(now);
        tokens.restart(now);
      }
    }
  }

  /** Skips buckets without a rate, so that a rate learned later starts with an empty bucket. */
  private void take(long calls, long tokensEach) {
    if (!Double.isInfinite(requestsPerSecond())) {
      requests.take(calls);
    }
    if (!Double.isInfinite(tokensPerSecond())) {
      tokens.take((double) calls * tokensEach);
    }
  }

  /** Number of calls to grant: limited by rate, tokens and money. */
  private long calls(Leaseholder leaseholder, LeaseRequest request, long now) {
    if (rate.isPaused(now)) {
      return 0;
    }
    long calls = request.wantedCalls();
    if (!Double.isInfinite(requestsPerSecond())) {
      calls = Math.min(calls, share(requests, 1, leaseholder, now));
    }
    if (!Double.isInfinite(tokensPerSecond()) && request.tokensEach() > 0) {
      tokens.widen(2.0 * request.tokensEach()); // several executors wait for their turn
      calls = Math.min(calls, share(tokens, request.tokensEach(), leaseholder, now));
    }
    if (config.maxCostNanos() != BudgetConfig.NONE && request.nanosEach() > 0) {
      calls = Math.min(calls, Math.max(0, left()) / request.nanosEach());
    }
    return calls;
  }

  /** Nano-dollars neither spent nor reserved. */
  private long left() {
    return config.maxCostNanos() - spentNanos() - reservedNanos();
  }

  /**
   * Fair share of a bucket: an equal part, or what the others leave. If the bucket suffices for one
   * call only, the executor that has waited longest gets it.
   */
  private long share(TokenBucket bucket, double each, Leaseholder leaseholder, long now) {
    long hungry = leaseholders.values().stream().filter(b -> b.isWaiting(now)).count();
    double others =
        leaseholders.values().stream()
            .filter(b -> b != leaseholder && b.isWaiting(now))
            .mapToDouble(b -> b.last().wantedCalls() * each)
            .sum();
    double fair = Math.max(bucket.level() / Math.max(1, hungry), bucket.level() - others);
    boolean isTurn = bucket.level() >= 2 * each || isNextInLine(leaseholder, now);
    double calls = Math.min(Math.ceil(fair / each), Math.floor(bucket.level() / each));
    return isTurn ? (long) Math.max(0, calls) : 0;
  }

  private boolean isNextInLine(Leaseholder leaseholder, long now) {
    return leaseholders.values().stream()
            .filter(b -> b.isWaiting(now))
            .min(Comparator.comparingLong(b -> b.lastGranted() - now))
            .orElse(leaseholder)
            .lastGranted()
        == leaseholder.lastGranted();
  }

  /**
   * Concurrency of an executor: max-min fair share of the limit, without the concurrency that
   * another executor may still use.
   */
  private long concurrency(Leaseholder leaseholder, long now) {
    long takenByOthers = 0;
    for (Leaseholder other : leaseholders.values()) {
      takenByOthers +=
          other == leaseholder || other.isSilent(now, SILENCE_TIMEOUT) ? 0 : other.slots();
    }
    long free = Math.max(0, config.maxConcurrency() - takenByOthers);
    return Math.min(free, fairPlaces(leaseholder, now));
  }

  private long fairPlaces(Leaseholder leaseholder, long now) {
    long[] demands =
        leaseholders.values().stream()
            .filter(b -> !b.isSilent(now, SILENCE_TIMEOUT))
            .mapToLong(Leaseholder::demand)
            .filter(demand -> demand > 0)
            .sorted()
            .toArray();
    long left = config.maxConcurrency();
    for (int i = 0; i < demands.length; i++) {
      long level = Math.max(1, left / (demands.length - i));
      if (demands[i] > level) {
        return Math.min(leaseholder.demand(), level + (left % (demands.length - i) > 0 ? 1 : 0));
      }
      left -= demands[i];
    }
    // All demands fit: distribute the rest too, so that one more call needs no further lease.
    return leaseholder.demand() == 0 ? 0 : leaseholder.demand() + left / demands.length;
  }

  /**
   * Whether the money left does not cover the requested call and no reservation can be returned.
   */
  private boolean isExhausted(LeaseRequest request, long now) {
    long heldByLiving =
        leaseholders.values().stream()
            .filter(b -> !b.isSilent(now, SILENCE_TIMEOUT))
            .mapToLong(Leaseholder::heldNanos)
            .sum();
    return config.maxCostNanos() != BudgetConfig.NONE
        && request.wantedCalls() > 0
        && left() < request.nanosEach()
        && heldByLiving == 0;
  }
}
