package io.gristmill.llm.budget;

/** What the driver knows of an executor. */
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

  void recordRequest(LeaseRequest ask, long now) {
    last = ask;
    lastSeen = now;
    heldNanos = ask.heldNanos();
  }

  /** Notes a grant; the executor obeys the old concurrency until it has read this one. */
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

  /** Whether it wants calls just now. */
  boolean isWaiting(long now) {
    return last.want() > 0 && now - lastSeen <= RECENT;
  }

  long lastGranted() {
    return lastGranted;
  }

  /** Nano-dollars that it may spend without asking. */
  long heldNanos() {
    return heldNanos;
  }

  /** Calls that it may have in flight before it is heard again. */
  long slots() {
    return slots;
  }

  /** Calls that it would have in flight if it could. */
  long demand() {
    return last.want() + last.inFlight();
  }
}
