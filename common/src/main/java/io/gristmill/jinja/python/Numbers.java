package io.gristmill.jinja.python;

import io.gristmill.jinja.value.TemplateException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Arithmetic of {@code int} (of any size up to {@value #MAX_BITS} bits) and {@code float}. */
public final class Numbers {

  /** Maximum size of an integer (bits). */
  public static final int MAX_BITS = 4096;

  private Numbers() {}

  /** An {@code int} as a {@code Long} if it fits. */
  public static Object integer(BigInteger value) {
    if (value.bitLength() > MAX_BITS) {
      throw TemplateException.limit("an integer of more than " + MAX_BITS + " bits");
    }
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }

  /** The value of an integer or boolean. */
  public static BigInteger big(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? BigInteger.ONE : BigInteger.ZERO;
    }
    return value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
  }

  /** {@code float(value)} of a number. */
  public static double real(Object value) {
    if (value instanceof Double number) {
      return number;
    }
    double real = big(value).doubleValue();
    if (Double.isInfinite(real)) {
      throw TemplateException.failed("int too large to convert to float");
    }
    return real;
  }

  /** The value of an index. */
  public static int index(Object value, String what) {
    if (!Types.isInteger(value) && !(value instanceof Boolean)) {
      throw TemplateException.failed(what + " must be an integer, not " + Types.name(value));
    }
    BigInteger whole = big(value);
    return whole
        .min(BigInteger.valueOf(Integer.MAX_VALUE))
        .max(BigInteger.valueOf(-Integer.MAX_VALUE))
        .intValue();
  }

  /** The result of an arithmetic operation on two numbers; null if it is not defined for them. */
  public static @Nullable Object combine(String operator, Object left, Object right) {
    if (left instanceof Double || right instanceof Double) {
      return reals(operator, real(left), real(right));
    }
    return integers(operator, big(left), big(right));
  }

  private static @Nullable Object integers(String operator, BigInteger left, BigInteger right) {
    return switch (operator) {
      case "+" -> integer(left.add(right));
      case "-" -> integer(left.subtract(right));
      case "*" -> integer(left.multiply(right));
      case "/" -> quotient(left, right);
      case "//" -> integer(floorDivide(left, right));
      case "%" -> integer(left.subtract(floorDivide(left, right).multiply(right)));
      case "**" -> power(left, right);
      default -> null;
    };
  }

  private static @Nullable Object reals(String operator, double left, double right) {
    return switch (operator) {
      case "+" -> left + right;
      case "-" -> left - right;
      case "*" -> left * right;
      case "/" -> left / divisor(right);
      case "//" -> floorDivide(left, divisor(right));
      case "%" -> remainder(left, divisor(right));
      case "**" -> power(left, right);
      default -> null;
    };
  }

  private static BigInteger floorDivide(BigInteger left, BigInteger right) {
    if (right.signum() == 0) {
      throw divisionByZero();
    }
    BigInteger[] parts = left.divideAndRemainder(right);
    boolean down = parts[1].signum() != 0 && parts[1].signum() != right.signum();
    return down ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }

  private static double floorDivide(double left, double right) {
    double remainder = remainder(left, right);
    double quotient = (left - remainder) / right;
    if (quotient == 0) {
      return Math.copySign(0.0, left / right);
    }
    double floor = Math.floor(quotient);
    return quotient - floor > 0.5 ? floor + 1 : floor;
  }

  private static double remainder(double left, double right) {
    double remainder = left % right;
    if (remainder == 0) {
      return Math.copySign(0.0, right);
    }
    return (right < 0) == (remainder < 0) ? remainder : remainder + right;
  }

  private static Object quotient(BigInteger left, BigInteger right) {
    if (right.signum() == 0) {
      throw divisionByZero();
    }
    if (left.bitLength() <= 53 && right.bitLength() <= 53) {
      return left.doubleValue() / right.doubleValue();
    }
    throw TemplateException.unsupported("division of integers beyond 53 bits");
  }

  private static Object power(BigInteger base, BigInteger exponent) {
    if (exponent.signum() < 0) {
      return power(base.doubleValue(), exponent.doubleValue());
    }
    if (exponent.bitLength() > 31
        || (long) base.bitLength() * exponent.intValue() > MAX_BITS + 64L) {
      throw TemplateException.limit("an integer of more than " + MAX_BITS + " bits");
    }
    return integer(base.pow(exponent.intValue()));
  }

  private static double power(double base, double exponent) {
    if (base == 0 && exponent < 0) {
      throw divisionByZero();
    }
    double power = Math.pow(base, exponent);
    if (Double.isNaN(power) && !Double.isNaN(base) && !Double.isNaN(exponent)) {
      throw TemplateException.unsupported("a power that is a complex number");
    }
    if (Double.isInfinite(power) && !Double.isInfinite(base) && !Double.isInfinite(exponent)) {
      throw TemplateException.failed("the power is too large");
    }
    return power;
  }

  /** {@code round(value, digits)} of a float: rounds its exact decimal value half to even. */
  public static double round(double value, int digits) {
    if (Double.isNaN(value) || Double.isInfinite(value) || digits > 350) {
      return value;
    }
    if (digits < -350) {
      return Math.copySign(0.0, value);
    }
    double rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
    return Math.copySign(rounded, value);
  }

  private static double divisor(double value) {
    if (value == 0) {
      throw divisionByZero();
    }
    return value;
  }

  private static TemplateException divisionByZero() {
    return TemplateException.failed("division by zero");
  }
}
