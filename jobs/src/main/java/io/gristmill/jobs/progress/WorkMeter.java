package io.gristmill.jobs.progress;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts the units of work of a long task in this process, for the progress display. On a cluster
 * the display counts finished tasks; a local run may have a single task, which counts its units
 * here.
 */
public final class WorkMeter {

  private static final AtomicReference<@Nullable WorkMeter> CURRENT = new AtomicReference<>();

  private final String unit;
  private final long total;
  private final Supplier<String> detail;
  private final LongSupplier externalCount;
  private final @Nullable WorkMeter outer = CURRENT.get();
  private volatile boolean finished;
  private final AtomicLong done = new AtomicLong();
  private final RemainingTime time;

  private WorkMeter(
      String unit,
      long total,
      Supplier<String> detail,
      LongSupplier externalCount,
      LongSupplier nanos) {
    this.unit = unit;
    this.total = total;
    this.detail = detail;
    this.externalCount = externalCount;
    this.time = new RemainingTime(externalCount.getAsLong(), nanos);
  }

  /**
   * Starts a meter and displays it.
   *
   * @param unit what is counted, in the plural, for example {@code rows}
   * @param total units of the whole work
   */
  public static WorkMeter start(String unit, long total) {
    return start(unit, total, () -> "", () -> 0);
  }

  /**
   * The same with more to display.
   *
   * @param detail text to display beside the counts, or the empty text
   * @param externalCount finished units that are counted elsewhere, added to those of this meter
   */
  public static WorkMeter start(
      String unit, long total, Supplier<String> detail, LongSupplier externalCount) {
    return start(unit, total, detail, externalCount, System::nanoTime);
  }

  static WorkMeter start(
      String unit,
      long total,
      Supplier<String> detail,
      LongSupplier externalCount,
      LongSupplier nanos) {
    WorkMeter meter = new WorkMeter(unit, total, detail, externalCount, nanos);
    CURRENT.set(meter);
    return meter;
  }

  public void add(long units) {
    done.addAndGet(units);
  }

  public void setDone(long units) {
    done.set(units);
  }

  /** Removes this meter from the display and shows the enclosing one again. */
  public void finish() {
    finished = true;
    CURRENT.updateAndGet(WorkMeter::firstUnfinished);
  }

  /**
   * Returns the meter, or the nearest enclosing one that is unfinished: meters may end in any
   * order.
   */
  private static @Nullable WorkMeter firstUnfinished(@Nullable WorkMeter meter) {
    WorkMeter shown = meter;
    while (shown != null && shown.finished) {
      shown = shown.outer;
    }
    return shown;
  }

  /** Text to display beside the counts, or the empty text. */
  String detail() {
    return detail.get();
  }

  /** The displayed meter; null when there is none. */
  public static @Nullable WorkMeter current() {
    return CURRENT.get();
  }

  public String unit() {
    return unit;
  }

  public long total() {
    return total;
  }

  /** The clock and the rate of this work. */
  RemainingTime time() {
    return time;
  }

  public long done() {
    return Math.min(total, done.get() + externalCount.getAsLong());
  }
}
