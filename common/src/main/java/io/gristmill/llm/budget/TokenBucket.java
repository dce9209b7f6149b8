package io.gristmill.llm.budget;

/**
 * Token bucket that starts empty, so that a restarted driver causes no burst. Its level may become
 * negative.
 */
final class TokenBucket {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double capacitySeconds;
  private double level;
  private double largestTake = 1;
  private long last;

  /**
   * @param capacitySeconds capacity in seconds of its rate; at least twice the largest amount taken
   * @param now nanoseconds of a monotonic clock
   */
  TokenBucket(double capacitySeconds, long now) {
    this.capacitySeconds = capacitySeconds;
    this.last = now;
  }

  /** Adds the amount accrued at the given rate until now. */
  void fill(double perSecond, long now) {
    long passed = Math.max(0, now - last);
    last += passed;
    double capacity = Math.max(2 * largestTake, capacitySeconds * perSecond);
    double full = level + perSecond * passed / NANOS_PER_SECOND;
    level = Math.max(level, Math.min(full, capacity));
  }

  /** Raises the capacity so that this amount can be taken at once. */
  void widen(double take) {
    largestTake = Math.max(largestTake, take);
  }

  /** Returns an unused amount; the normal capacity does not apply. */
  void put(double amount, double perSecond) {
    level = Math.min(level + amount, 2 * largestTake + perSecond);
  }

  void take(double amount) {
    level -= amount;
  }

  /** Empties the bucket and discards what has accrued until now. */
  void restart(long now) {
    level = Math.min(level, 0);
    last = now;
  }

  double level() {
    return level;
  }
}
