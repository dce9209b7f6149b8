package io.gristmill.llm.budget;

/** The driver's record of an executor. */
final class Leaseholder {

  private static final long RECENT = 250_000_000L;

  private LeaseRequest last;
  private long lastSeen;
  private long lastGranted;
  private long heldNanos;
  private long lastConcurrency;
  private long slots;

  Leaseholder(LeaseRequest first, long now) {
    this.last = first;
    this.lastSeen = now;
    this.lastGranted = now;
  }

  LeaseRequest last() {
    return last;
  }

  void recordRequest(LeaseRequest request, long now) {
    last = request;
    lastSeen = now;
    heldNanos = request.heldNanos();
  }

  /** Records a grant; the executor uses the old concurrency until it has received this one. */
  void recordGrant(Grant grant, long now) {
    if (grant.requests() > 0) {
      lastGranted = now;
    }
    heldNanos += grant.requests() * grant.nanosEach();
    slots = Math.max(Math.max(lastConcurrency, grant.concurrency()), last.inFlight());
    lastConcurrency = grant.concurrency();
  }

  boolean isSilent(long now, long silence) {
    return now - lastSeen >= silence;
  }

  /** Whether the executor requested calls recently. */
  boolean isWaiting(long now) {
    return last.wantedCalls() > 0 && now - lastSeen <= RECENT;
  }

  long lastGranted() {
    return lastGranted;
  }

  /** Nano-dollars that the executor may spend without a further lease. */
  long heldNanos() {
    return heldNanos;
  }

  /** Maximum number of concurrent calls of the executor until its next request. */
  long slots() {
    return slots;
  }

  /** Number of concurrent calls that the executor could use. */
  long demand() {
    return last.wantedCalls() + last.inFlight();
  }
}
