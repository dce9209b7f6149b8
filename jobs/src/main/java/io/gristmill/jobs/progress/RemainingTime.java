package io.gristmill.jobs.progress;

import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Estimates the remaining time of a piece of work from its recent rate. The display of the work
 * reports the number of finished units from time to time.
 *
 * <p>The rate is an exponentially weighted mean over the intervals between two reports of progress.
 * Its time constant is {@value #MIN_SECONDS} seconds or, later, a third of the time since the first
 * progress: rates settle as work grows long. Time before the first progress does not count, so a
 * slow start has no effect. Between two reports of progress the estimate counts down; when no unit
 * is finished for much longer than usual, the work is stalled and there is no estimate.
 */
public final class RemainingTime {

  private static final double MIN_SECONDS = 15;
  private static final double SHARE_OF_ELAPSED = 1.0 / 3;
  private static final double STALL_SECONDS = 30;
  private static final double STALL_GAPS = 4;
  private static final double FIRST_ESTIMATE_SECONDS = 1;
  private static final double NANOS = 1e9;

  private final LongSupplier nanos;
  private final long start;
  private long done;
  private long firstProgress;
  private long lastProgress;
  private int progressReports;
  private double rateSum;
  private double gapSum;
  private double weightSum;

  /**
   * @param done units that were finished before
   * @param nanos a clock like {@link System#nanoTime}
   */
  public RemainingTime(long done, LongSupplier nanos) {
    this.done = done;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.lastProgress = start;
  }

  /** Reports how many units are finished by now. */
  public synchronized void report(long finished) {
    if (finished <= done) {
      return;
    }
    long now = nanos.getAsLong();
    if (progressReports == 0) {
      firstProgress = now;
    } else {
      addInterval(finished - done, Math.min(seconds(lastProgress, now), stallSeconds()), now);
    }
    progressReports++;
    lastProgress = now;
    done = finished;
  }

  /** Counts a stall as one interval of the maximum usual length, so that its effect soon fades. */
  private void addInterval(long units, double seconds, long now) {
    if (seconds <= 0) {
      return;
    }
    double timeConstant = Math.max(MIN_SECONDS, SHARE_OF_ELAPSED * seconds(firstProgress, now));
    double weight = 1 - Math.exp(-seconds / timeConstant);
    rateSum += weight * (units / seconds - rateSum);
    gapSum += weight * (seconds - gapSum);
    weightSum += weight * (1 - weightSum);
  }

  /** Units per second; empty until there are two reports of progress. */
  public synchronized OptionalDouble rate() {
    return weightSum > 0 ? OptionalDouble.of(rateSum / weightSum) : OptionalDouble.empty();
  }

  /**
   * Seconds until all units are finished (0 or more); empty in the first second of progress and
   * while the work is stalled.
   *
   * @param total units of the whole work
   */
  public synchronized OptionalDouble secondsLeft(long total) {
    OptionalDouble rate = rate();
    boolean tooEarly = seconds(firstProgress, nanos.getAsLong()) < FIRST_ESTIMATE_SECONDS;
    if (rate.isEmpty() || tooEarly || isStalled()) {
      return OptionalDouble.empty();
    }
    double atLastProgress = Math.max(0, total - done) / rate.getAsDouble();
    return OptionalDouble.of(Math.max(0, atLastProgress - secondsSinceProgress()));
  }

  /** Whether units were finished, but none for at least 30 seconds and 4 usual intervals. */
  public synchronized boolean isStalled() {
    return progressReports > 0 && secondsSinceProgress() >= stallSeconds();
  }

  private double stallSeconds() {
    double gap = weightSum > 0 ? gapSum / weightSum : seconds(start, firstProgress);
    return Math.max(STALL_SECONDS, STALL_GAPS * gap);
  }

  /** Seconds since the last unit was finished, or since the start when none was. */
  public synchronized double secondsSinceProgress() {
    return seconds(lastProgress, nanos.getAsLong());
  }

  public double elapsedSeconds() {
    return seconds(start, nanos.getAsLong());
  }

  private static double seconds(long from, long to) {
    return (to - from) / NANOS;
  }
}
