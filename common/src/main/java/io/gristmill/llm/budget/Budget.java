package io.gristmill.llm.budget;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The budget of a job, on its driver: leases calls, tokens, money and places in flight to
 * executors. A state machine without a clock or threads of its own: time comes with every call, in
 * nanoseconds of any monotonic clock. Safe for many threads.
 *
 * <p>Money: a grant reserves the worst case of each call, an ask settles what calls really cost;
 * what is spent and reserved is never above the cap, so only calls that cost more than their worst
 * case can go over it. An executor that falls silent keeps its reservation spent, for nobody knows
 * what became of its calls, until the next run reads the response store. Places in flight are
 * counted at an executor until it was heard to have given them up, or fell silent.
 */
public final class Budget {

  /** How often executors are to ask, in nanoseconds. */
  public static final long PERIOD = 100_000_000L;

  /** How long calls of a grant may be started. */
  static final long VALID = 250_000_000L;

  /** Silence after which an executor is taken for dead. */
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
   * @param spentBefore nano-dollars that earlier runs of this job spent, from the response store
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

  /** Settles what an executor reports and leases it what it may use. */
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

  /** Nano-dollars that are known to be spent, by earlier runs too. */
  public synchronized long spentNanos() {
    return spentBefore
        + spentByReplaced
        + leaseholders.values().stream().mapToLong(b -> b.last().spentNanos()).sum();
  }

  /** Nano-dollars that executors may still spend without asking. */
  public synchronized long reservedNanos() {
    return leaseholders.values().stream().mapToLong(Leaseholder::heldNanos).sum();
  }

  /** Tokens that executors have reported. */
  public synchronized long usedTokens() {
    return leaseholders.values().stream().mapToLong(b -> b.last().usedTokens()).sum();
  }

  /** 429s that executors have reported. */
  public synchronized long rateLimited() {
    return leaseholders.values().stream().mapToLong(b -> b.last().rateLimited()).sum();
  }

  /** Requests a second that may be made now; infinite where nothing limits them. */
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
    Leaseholder known = leaseholders.get(request.executor());
    if (known != null && request.started() < known.last().started()) {
      // Another process under an old name: what the old one held is lost to us.
      spentByReplaced += known.last().spentNanos() + known.heldNanos();
      known = null;
    }
    Leaseholder leaseholder =
        known == null ? new Leaseholder(nothing(request.executor()), now) : known;
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

  /** A bucket without a rate is left alone, so that a rate learned later starts from nothing. */
  private void take(long calls, long tokensEach) {
    if (!Double.isInfinite(requestsPerSecond())) {
      requests.take(calls);
    }
    if (!Double.isInfinite(tokensPerSecond())) {
      tokens.take((double) calls * tokensEach);
    }
  }

  /** Calls that may be started: as many as rate, tokens and money allow. */
  private long calls(Leaseholder leaseholder, LeaseRequest request, long now) {
    if (rate.isPaused(now)) {
      return 0;
    }
    long calls = request.want();
    if (!Double.isInfinite(requestsPerSecond())) {
      calls = Math.min(calls, share(requests, 1, leaseholder, now));
    }
    if (!Double.isInfinite(tokensPerSecond()) && request.tokensEach() > 0) {
      tokens.widen(2.0 * request.tokensEach()); // several executors wait for their turns
      calls = Math.min(calls, share(tokens, request.tokensEach(), leaseholder, now));
    }
    if (config.maxCostNanos() != BudgetConfig.NONE && request.nanosEach() > 0) {
      calls = Math.min(calls, Math.max(0, left()) / request.nanosEach());
    }
    return calls;
  }

  /** Nano-dollars that nobody has spent or reserved. */
  private long left() {
    return config.maxCostNanos() - spentNanos() - reservedNanos();
  }

  /**
   * A fair share of a bucket: an equal part, or what the others leave. A bucket that has enough for
   * one call alone serves who has waited longest.
   */
  private long share(TokenBucket bucket, double each, Leaseholder leaseholder, long now) {
    long hungry = leaseholders.values().stream().filter(b -> b.isWaiting(now)).count();
    double others =
        leaseholders.values().stream()
            .filter(b -> b != leaseholder && b.isWaiting(now))
            .mapToDouble(b -> b.last().want() * each)
            .sum();
    double fair = Math.max(bucket.level() / Math.max(1, hungry), bucket.level() - others);
    boolean isTurn = bucket.level() >= 2 * each || hasWaitedLongest(leaseholder, now);
    double calls = Math.min(Math.ceil(fair / each), Math.floor(bucket.level() / each));
    return isTurn ? (long) Math.max(0, calls) : 0;
  }

  private boolean hasWaitedLongest(Leaseholder leaseholder, long now) {
    return leaseholders.values().stream()
            .filter(b -> b.isWaiting(now))
            .min(Comparator.comparingLong(b -> b.lastGranted() - now))
            .orElse(leaseholder)
            .lastGranted()
        == leaseholder.lastGranted();
  }

  /**
   * Places in flight for an executor: the level at which all demands together fill the cap, but
   * never places that another one may still use.
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
    // All fit: what is left is shared out too, so that nobody waits for an ask to start one more.
    return leaseholder.demand() == 0 ? 0 : leaseholder.demand() + left / demands.length;
  }

  /**
   * Whether a call is wanted that no money is left for, and nobody holds any that may come back.
   */
  private boolean isExhausted(LeaseRequest request, long now) {
    long heldByLiving =
        leaseholders.values().stream()
            .filter(b -> !b.isSilent(now, SILENCE_TIMEOUT))
            .mapToLong(Leaseholder::heldNanos)
            .sum();
    return config.maxCostNanos() != BudgetConfig.NONE
        && request.want() > 0
        && left() < request.nanosEach()
        && heldByLiving == 0;
  }
}
