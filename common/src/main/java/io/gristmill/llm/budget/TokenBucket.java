package io.gristmill.llm.budget;

/**
 * Fills at a rate up to a capacity and starts empty, so that a driver that starts again brings no
 * second burst. May go below zero when more is taken afterwards.
 */
final class TokenBucket {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double capacitySeconds;
  private double level;
  private double largestTake = 1;
  private long last;

  /**
   * @param capacitySeconds of its rate that it holds; never less than twice the largest take
   * @param now in nanoseconds of any monotonic clock
   */
  TokenBucket(double capacitySeconds, long now) {
    this.capacitySeconds = capacitySeconds;
    this.last = now;
  }

  /** Fills up to now at a rate. */
  void fill(double perSecond, long now) {
    long passed = Math.max(0, now - last);
    last += passed;
    double capacity = Math.max(2 * largestTake, capacitySeconds * perSecond);
    double full = level + perSecond * passed / NANOS_PER_SECOND;
    level = Math.max(level, Math.min(full, capacity));
  }

  /** Sees to it that so much fits in, since it may be taken at once. */
  void widen(double take) {
    largestTake = Math.max(largestTake, take);
  }

  /** Puts back what was taken and not needed, which is not bounded by what time alone may fill. */
  void put(double amount, double perSecond) {
    level = Math.min(level + amount, 2 * largestTake + perSecond);
  }

  void take(double amount) {
    level -= amount;
  }

  /** Empties it; what was due until now is lost. */
  void restart(long now) {
    level = Math.min(level, 0);
    last = now;
  }

  double level() {
    return level;
  }
}
