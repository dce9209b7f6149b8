package io.gristmill.llm.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Amounts of money in whole nano-dollars, so that sums are exact. */
public final class Dollars {

  private static final int NANO_DIGITS = 9;
  private static final int MIN_DIGITS = 2;
  private static final BigDecimal MAX_DOLLARS = new BigDecimal("1000000000");

  private Dollars() {}

  /**
   * Parses an amount in dollars.
   *
   * @param text a decimal number
   * @return nano-dollars, rounded up; empty unless the text is a number in [0, 10^9]
   */
  public static Optional<Long> parse(String text) {
    return number(text)
        .map(
            dollars ->
                dollars
                    .movePointRight(NANO_DIGITS)
                    .setScale(0, RoundingMode.CEILING)
                    .longValueExact());
  }

  static Optional<BigDecimal> number(String text) {
    try {
      BigDecimal dollars = new BigDecimal(text.strip());
      boolean isAmount = dollars.signum() >= 0 && dollars.compareTo(MAX_DOLLARS) <= 0;
      return isAmount && Math.abs(dollars.scale()) < 100 ? Optional.of(dollars) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Converts to dollars, for {@code run.json}. */
  public static double usd(long nanos) {
    return BigDecimal.valueOf(nanos, NANO_DIGITS).doubleValue();
  }

  /** Formats an amount: {@code $0.00}, {@code $12.50}, {@code $0.000042}. */
  public static String show(long nanos) {
    BigDecimal exact = BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros();
    return "$" + exact.setScale(Math.max(MIN_DIGITS, exact.scale())).toPlainString();
  }
}
