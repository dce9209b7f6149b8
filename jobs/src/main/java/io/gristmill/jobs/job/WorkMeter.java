package io.gristmill.jobs.job;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How far a long single task has come, for the progress display of the same process. A cluster's
 * display goes by finished tasks; a local run may have one task only, which reports here.
 */
public final class WorkMeter {

  private static final AtomicReference<@Nullable WorkMeter> CURRENT = new AtomicReference<>();

  private final String unit;
  private final long total;
  private final AtomicLong done = new AtomicLong();

  private WorkMeter(String unit, long total) {
    this.unit = unit;
    this.total = total;
  }

  /** Starts measuring; {@code total} units (for example {@code rows}) are to be done. */
  public static WorkMeter start(String unit, long total) {
    WorkMeter meter = new WorkMeter(unit, total);
    CURRENT.set(meter);
    return meter;
  }

  public void add(long units) {
    done.addAndGet(units);
  }

  /** Takes this meter off the display. */
  public void finish() {
    CURRENT.compareAndSet(this, null);
  }

  static @Nullable WorkMeter current() {
    return CURRENT.get();
  }

  String unit() {
    return unit;
  }

  long total() {
    return total;
  }

  long done() {
    return Math.min(total, done.get());
  }
}
