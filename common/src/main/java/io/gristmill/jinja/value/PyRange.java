package io.gristmill.jinja.value;

import java.math.BigInteger;

/**
 * A {@code range}, of at most {@value #MAX_LENGTH} numbers as in Jinja's sandbox.
 *
 * @param start first number
 * @param stop end of the range, exclusive
 * @param step difference between consecutive numbers, not 0
 */
public record PyRange(long start, long stop, long step) {

  /** Maximum number of values in a range. */
  public static final int MAX_LENGTH = 100_000;

  public PyRange {
    if (step == 0) {
      throw TemplateException.failed("range() arg 3 must not be zero");
    }
    if (size(start, stop, step) > MAX_LENGTH) {
      throw TemplateException.limit("range too big: more than " + MAX_LENGTH + " numbers");
    }
  }

  public int size() {
    return (int) size(start, stop, step);
  }

  public Object at(int index) {
    return start + index * step;
  }

  private static long size(long start, long stop, long step) {
    boolean empty = step > 0 ? start >= stop : start <= stop;
    if (empty) {
      return 0;
    }
    BigInteger width = BigInteger.valueOf(stop).subtract(BigInteger.valueOf(start)).abs();
    BigInteger stride = BigInteger.valueOf(step).abs();
    BigInteger count = width.add(stride).subtract(BigInteger.ONE).divide(stride);
    return count.bitLength() < 63 ? count.longValue() : Long.MAX_VALUE;
  }
}
