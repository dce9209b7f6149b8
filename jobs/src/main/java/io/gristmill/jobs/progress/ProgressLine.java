package io.gristmill.jobs.progress;

import java.util.Locale;

/** Formats progress for a terminal or a log. */
public final class ProgressLine {

  /** Moves the cursor to the start of its line and clears the line. */
  public static final String WIPE = "\r\033[K";

  private static final int BAR = 24;

  private ProgressLine() {}

  /**
   * The state of a step: label, finished and all units, elapsed time, rate and remaining time.
   *
   * @param label stage and step
   * @param unit what is counted, in the plural
   * @param time the clock and the rate of the step
   */
  public static String status(
      String label, String unit, long done, long total, RemainingTime time) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s  %,d/%,d %s, %s",
                label,
                done,
                total,
                unit,
                time(time.elapsedSeconds())));
    if (time.isStalled() && done < total) {
      return text.append(", no progress for ").append(time(time.secondsSinceProgress())).toString();
    }
    time.rate().ifPresent(rate -> text.append(", ").append(amount(rate)).append("/s"));
    time.secondsLeft(total).ifPresent(left -> text.append(", ").append(time(left)).append(" left"));
    return text.toString();
  }

  /** A rate: one decimal below 10, a whole number above. */
  public static String amount(double value) {
    return value < 10
        ? String.format(Locale.ROOT, "%.1f", value)
        : String.format(Locale.ROOT, "%.0f", value);
  }

  /** A duration in whole seconds, minutes or hours: {@code 36 s}, {@code 2 min 5 s}. */
  public static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : whole < 3600
            ? whole / 60 + " min " + whole % 60 + " s"
            : whole / 3600 + " h " + whole / 60 % 60 + " min";
  }

  /** A bar of 24 characters, filled in proportion to the finished units. */
  public static String bar(long done, long total) {
    int filled = total == 0 ? 0 : (int) (BAR * done / total);
    return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
  }
}
