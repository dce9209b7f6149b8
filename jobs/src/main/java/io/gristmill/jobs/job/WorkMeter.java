package io.gristmill.jobs.job;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How far a long single task has come, for the progress display of the same process. A cluster's
 * display goes by finished tasks; a local run may have one task only, which reports here.
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
  private final long start = System.nanoTime();

  private WorkMeter(String unit, long total, Supplier<String> more, LongSupplier elsewhere) {
    this.unit = unit;
    this.total = total;
    this.detail = more;
    this.externalCount = elsewhere;
  }

  /** Starts measuring; {@code total} units (for example {@code rows}) are to be done. */
  public static WorkMeter start(String unit, long total) {
    return start(unit, total, () -> "");
  }

  /**
   * Starts measuring.
   *
   * @param detail what else there is to tell at any time, or the empty text
   */
  public static WorkMeter start(String unit, long total, Supplier<String> detail) {
    return start(unit, total, detail, () -> 0);
  }

  /**
   * Starts measuring what others count.
   *
   * @param externalCount units that are done, besides those that this one is told of
   */
  public static WorkMeter start(
      String unit, long total, Supplier<String> detail, LongSupplier externalCount) {
    WorkMeter meter = new WorkMeter(unit, total, detail, externalCount);
    CURRENT.set(meter);
    return meter;
  }

  public void add(long units) {
    done.addAndGet(units);
  }

  /** So many units are done by now. */
  public void setDone(long units) {
    done.set(units);
  }

  /** Takes this meter off the display, where the one before it is seen again. */
  public void finish() {
    finished = true;
    CURRENT.updateAndGet(WorkMeter::firstUnfinished);
  }

  /** It, or the nearest around it that goes on: meters may end in any order. */
  private static @Nullable WorkMeter firstUnfinished(@Nullable WorkMeter meter) {
    WorkMeter shown = meter;
    while (shown != null && shown.finished) {
      shown = shown.outer;
    }
    return shown;
  }

  /** What else there is to tell, or the empty text. */
  String detail() {
    return detail.get();
  }

  /** The one that is shown, if any. */
  public static @Nullable WorkMeter current() {
    return CURRENT.get();
  }

  public String unit() {
    return unit;
  }

  public long total() {
    return total;
  }

  /** How long it has been measuring. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  public long done() {
    return Math.min(total, done.get() + externalCount.getAsLong());
  }
}
