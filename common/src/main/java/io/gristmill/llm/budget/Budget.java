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
  static final long SILENCE = 3_000_000_000L;

  private static final double SAFETY = 0.985;
  private static final double CAPACITY_SECONDS = 0.15;
  private static final double SECONDS_PER_MINUTE = 60;
  private static final long LONGEST_PAUSE_MILLIS = 250;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final BudgetConfig config;
  private final Map<String, Borrower> borrowers = new TreeMap<>();
  private final TokenBucket requests;
  private final TokenBucket tokens;
  private final RateControl rate;
  private final long spentBefore;
  private long spentByFormer;

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
  public synchronized Grant lease(LeaseAsk ask, long now) {
    Borrower borrower = borrower(ask, now);
    advance(now);
    settle(borrower, ask, now);
    borrower.seen(ask, now);
    long concurrency = concurrency(borrower, now);
    long calls = concurrency == 0 ? 0 : calls(borrower, ask, now);
    take(calls, ask.tokensEach());
    Grant grant =
        new Grant(
            calls,
            ask.tokensEach(),
            ask.nanosEach(),
            concurrency,
            VALID,
            isPaced(),
            isExhausted(ask, now),
            spentNanos(),
            config.maxCost());
    borrower.granted(grant, now);
    return grant;
  }

  /** Nano-dollars that are known to be spent, by earlier runs too. */
  public synchronized long spentNanos() {
    return spentBefore
        + spentByFormer
        + borrowers.values().stream().mapToLong(b -> b.last().spentNanos()).sum();
  }

  /** Nano-dollars that executors may still spend without asking. */
  public synchronized long reservedNanos() {
    return borrowers.values().stream().mapToLong(Borrower::heldNanos).sum();
  }

  /** Tokens that executors have reported. */
  public synchronized long usedTokens() {
    return borrowers.values().stream().mapToLong(b -> b.last().usedTokens()).sum();
  }

  /** 429s that executors have reported. */
  public synchronized long rateLimited() {
    return borrowers.values().stream().mapToLong(b -> b.last().rateLimited()).sum();
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

  private Borrower borrower(LeaseAsk ask, long now) {
    Borrower known = borrowers.get(ask.executor());
    if (known != null && ask.started() < known.last().started()) {
      // Another process under an old name: what the old one held is lost to us.
      spentByFormer += known.last().spentNanos() + known.heldNanos();
      known = null;
    }
    Borrower borrower = known == null ? new Borrower(nothing(ask.executor()), now) : known;
    borrowers.put(ask.executor(), borrower);
    return borrower;
  }

  private static LeaseAsk nothing(String executor) {
    return new LeaseAsk(executor, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
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

  private void settle(Borrower borrower, LeaseAsk ask, long now) {
    LeaseAsk last = borrower.last();
    rate.seen(ask.started() - last.started(), ask.rateLimited() - last.rateLimited(), now);
    if (!Double.isInfinite(requestsPerSecond())) {
      requests.put(ask.returnedRequests() - last.returnedRequests(), requestsPerSecond());
    }
    if (!Double.isInfinite(tokensPerSecond())) {
      tokens.put(ask.returnedTokens() - last.returnedTokens(), tokensPerSecond());
    }
    if (ask.rateLimited() > last.rateLimited()) {
      long pause = Math.min(ask.retryAfterMillis() / 4, LONGEST_PAUSE_MILLIS);
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
  private long calls(Borrower borrower, LeaseAsk ask, long now) {
    if (rate.isPaused(now)) {
      return 0;
    }
    long calls = ask.want();
    if (!Double.isInfinite(requestsPerSecond())) {
      calls = Math.min(calls, share(requests, 1, borrower, now));
    }
    if (!Double.isInfinite(tokensPerSecond()) && ask.tokensEach() > 0) {
      tokens.widen(2.0 * ask.tokensEach()); // several executors wait for their turns
      calls = Math.min(calls, share(tokens, ask.tokensEach(), borrower, now));
    }
    if (config.maxCost() != BudgetConfig.NONE && ask.nanosEach() > 0) {
      calls = Math.min(calls, Math.max(0, left()) / ask.nanosEach());
    }
    return calls;
  }

  /** Nano-dollars that nobody has spent or reserved. */
  private long left() {
    return config.maxCost() - spentNanos() - reservedNanos();
  }

  /**
   * A fair share of a bucket: an equal part, or what the others leave. A bucket that has enough for
   * one call alone serves who has waited longest.
   */
  private long share(TokenBucket bucket, double each, Borrower borrower, long now) {
    long hungry = borrowers.values().stream().filter(b -> b.isHungry(now)).count();
    double others =
        borrowers.values().stream()
            .filter(b -> b != borrower && b.isHungry(now))
            .mapToDouble(b -> b.last().want() * each)
            .sum();
    double fair = Math.max(bucket.level() / Math.max(1, hungry), bucket.level() - others);
    boolean isTurn = bucket.level() >= 2 * each || hasWaitedLongest(borrower, now);
    double calls = Math.min(Math.ceil(fair / each), Math.floor(bucket.level() / each));
    return isTurn ? (long) Math.max(0, calls) : 0;
  }

  private boolean hasWaitedLongest(Borrower borrower, long now) {
    return borrowers.values().stream()
            .filter(b -> b.isHungry(now))
            .min(Comparator.comparingLong(b -> b.lastGranted() - now))
            .orElse(borrower)
            .lastGranted()
        == borrower.lastGranted();
  }

  /**
   * Places in flight for an executor: the level at which all demands together fill the cap, but
   * never places that another one may still use.
   */
  private long concurrency(Borrower borrower, long now) {
    long takenByOthers = 0;
    for (Borrower other : borrowers.values()) {
      takenByOthers += other == borrower || other.isSilent(now, SILENCE) ? 0 : other.slots();
    }
    long free = Math.max(0, config.inFlight() - takenByOthers);
    return Math.min(free, fairPlaces(borrower, now));
  }

  private long fairPlaces(Borrower borrower, long now) {
    long[] demands =
        borrowers.values().stream()
            .filter(b -> !b.isSilent(now, SILENCE))
            .mapToLong(Borrower::demand)
            .filter(demand -> demand > 0)
            .sorted()
            .toArray();
    long left = config.inFlight();
    for (int i = 0; i < demands.length; i++) {
      long level = Math.max(1, left / (demands.length - i));
      if (demands[i] > level) {
        return Math.min(borrower.demand(), level + (left % (demands.length - i) > 0 ? 1 : 0));
      }
      left -= demands[i];
    }
    // All fit: what is left is shared out too, so that nobody waits for an ask to start one more.
    return borrower.demand() == 0 ? 0 : borrower.demand() + left / demands.length;
  }

  /**
   * Whether a call is wanted that no money is left for, and nobody holds any that may come back.
   */
  private boolean isExhausted(LeaseAsk ask, long now) {
    long heldByLiving =
        borrowers.values().stream()
            .filter(b -> !b.isSilent(now, SILENCE))
            .mapToLong(Borrower::heldNanos)
            .sum();
    return config.maxCost() != BudgetConfig.NONE
        && ask.want() > 0
        && left() < ask.nanosEach()
        && heldByLiving == 0;
  }
}
