package io.gristmill.jobs.job;

import java.util.Locale;

/** How progress reads, on a terminal and in a log. */
public final class ProgressLine {

  /** Brings the cursor to the begin of its line and wipes that. */
  public static final String WIPE = "\r\033[K";

  private static final int BAR = 24;

  private ProgressLine() {}

  /** What runs, how far it is, its rate and the time that is left by it. */
  public static String status(String label, String unit, long done, long total, double seconds) {
    if (done == 0 || total == 0) {
      return String.format(
          Locale.ROOT, "%s  %d/%d %s, %s", label, done, total, unit, time(seconds));
    }
    double rate = done / seconds;
    return String.format(
        Locale.ROOT,
        "%s  %d/%d %s, %s, %s/s, %s left",
        label,
        done,
        total,
        unit,
        time(seconds),
        amount(rate),
        time((total - done) / rate));
  }

  /** A number that people read at a glance. */
  public static String amount(double value) {
    return value < 10
        ? String.format(Locale.ROOT, "%.1f", value)
        : String.format(Locale.ROOT, "%.0f", value);
  }

  /** A duration. */
  public static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : whole < 3600
            ? whole / 60 + " min " + whole % 60 + " s"
            : whole / 3600 + " h " + whole / 60 % 60 + " min";
  }

  /** A bar of 24 characters, filled as far as the work is done. */
  public static String bar(long done, long total) {
    int filled = total == 0 ? 0 : (int) (BAR * done / total);
    return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
  }
}
