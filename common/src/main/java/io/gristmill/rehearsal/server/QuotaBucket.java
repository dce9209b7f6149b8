package io.gristmill.rehearsal.server;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A quota a minute that can be saved up for a few seconds; for many threads. */
final class QuotaBucket {

  private static final double NANOS_PER_MINUTE = 60e9;

  private final double perNano;
  private final double capacity;
  private final LongSupplier nanos;
  private double level;
  private long last;

  /**
   * @param perMinute infinite for no quota
   * @param nanos a clock that only runs forward
   */
  QuotaBucket(double perMinute, double burstSeconds, LongSupplier nanos) {
    this.perNano = perMinute / NANOS_PER_MINUTE;
    this.capacity = Math.max(1, perMinute / 60 * burstSeconds);
    this.nanos = nanos;
    this.level = capacity;
    this.last = nanos.getAsLong();
  }

  /** How long to wait before so much can be taken; zero when it can be taken now. */
  synchronized Duration untilEnough(double amount) {
    if (Double.isInfinite(perNano)) {
      return Duration.ZERO;
    }
    refill();
    double missing = Math.min(amount, capacity) - level;
    return missing <= 0 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil(missing / perNano));
  }

  /** Takes it; what is more than the bucket holds is owed. */
  synchronized void take(double amount) {
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
