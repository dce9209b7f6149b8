package io.gristmill.summary;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Formats numbers for people. */
public final class Figures {

  private static final int MINUTE = 60;
  private static final int HOUR = 3600;

  private Figures() {}

  /** A count with thousands separators: {@code 52,002}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A count with its noun: {@code 1 row}, {@code 52,002 rows}. */
  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** Counts by name, the largest first: {@code too-short 400, empty 3}. */
  public static String counts(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Long> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .map(entry -> entry.getKey() + " " + count(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** Part of a whole in percent: {@code 24.3 %}. */
  static String percent(long part, long whole) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }

  /** A measure with at most four significant digits. */
  static String measure(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    double size = Math.abs(value);
    return size >= 1e-3 && size < 1e4
        ? new BigDecimal(value)
            .round(new MathContext(4, RoundingMode.HALF_EVEN))
            .stripTrailingZeros()
            .toPlainString()
        : String.format(Locale.ROOT, "%.3e", value);
  }

  /** An amount of money in US dollars: {@code $0.00}, {@code $12.50}, {@code $0.000042}. */
  static String dollars(double amount) {
    BigDecimal exact =
        BigDecimal.valueOf(amount).setScale(9, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return "$" + exact.setScale(Math.max(2, exact.scale())).toPlainString();
  }

  /** A duration: {@code 3.1 s}, {@code 41 s}, {@code 2 min 5 s}, {@code 3 h 20 min}. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < MINUTE) {
      return whole < 10
          ? String.format(Locale.ROOT, "%.1f s", seconds)
          : String.format(Locale.ROOT, "%d s", whole);
    }
    return whole < HOUR
        ? whole / MINUTE + " min " + whole % MINUTE + " s"
        : whole / HOUR + " h " + whole / MINUTE % MINUTE + " min";
  }
}
