package io.gristmill.rehearsal.server;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Token bucket for a quota per minute with a burst of a few seconds. */
final class QuotaBucket {

  private static final double NANOS_PER_MINUTE = 60e9;

  private final double perNano;
  private final double capacity;
  private final LongSupplier nanos;
  private double level;
  private long last;

  /**
   * @param perMinute quota; infinite if none
   * @param nanos monotonic clock in nanoseconds
   */
  QuotaBucket(double perMinute, double burstSeconds, LongSupplier nanos) {
    this.perNano = perMinute / NANOS_PER_MINUTE;
    this.capacity = Math.max(1, perMinute / 60 * burstSeconds);
    this.nanos = nanos;
    this.level = capacity;
    this.last = nanos.getAsLong();
  }

  /** Time until the amount is available; zero if it is now. */
  Duration untilEnough(double amount) {
    if (Double.isInfinite(perNano)) {
      return Duration.ZERO;
    }
    refill();
    double missing = Math.min(amount, capacity) - level;
    return missing <= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(missing / perNano));
  }

  /** Takes an amount; the level may become negative. */
  void take(double amount) {
    if (!Double.isInfinite(perNano)) {
      refill();
      level -= amount;
    }
  }

  private void refill() {
    long now = nanos.getAsLong();
    level = Math.min(capacity, level + (now - last) * perNano);
    last = now;
  }
}
