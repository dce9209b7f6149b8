package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.Tuple;
import io.gristmill.jinja.PyValue.Undefined;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code + - * / // %} and unary signs, on integers of 64 bits and finite floats. */
final class Operators {

  /** Largest integer up to which every integer is a float (2^53). */
  private static final long EXACT_FLOAT = 1L << 53;

  private Operators() {}

  /**
   * {@code left operator right}.
   *
   * @throws TemplateException if Python does not define the operation for their types
   */
  static Object binary(String operator, Object left, Object right) {
    if (operator.equals("%") && Types.isText(left)) {
      throw Unsupported.exception(Unsupported.PERCENT_FORMAT, 0);
    }
    requireDefined(left);
    requireDefined(right);
    @Nullable Object value = null;
    if (Types.isNumber(left) && Types.isNumber(right)) {
      value = combine(operator, left, right);
    } else if (operator.equals("+")) {
      value = concatenate(left, right);
    } else if (operator.equals("*")) {
      value = Types.isNumber(left) ? repeat(right, left) : repeat(left, right);
    }
    if (value == null) {
      throw TemplateException.failed(
          "unsupported operand types for "
              + operator
              + ": '"
              + Types.name(left)
              + "' and '"
              + Types.name(right)
              + "'");
    }
    return value;
  }

  private static @Nullable Object repeat(Object value, Object count) {
    if (value instanceof List && Types.isInteger(count)) {
      throw Unsupported.exception("repetition of a list", 0);
    }
    return value instanceof String text && Types.isInteger(count)
        ? new Text().repeat(text, Types.index(count, "a count")).toString()
        : null;
  }

  /** {@code -value} or {@code +value}. */
  static Object applySign(String sign, Object value) {
    requireDefined(value);
    if (!Types.isNumber(value)) {
      throw TemplateException.failed(
          "bad operand type for unary " + sign + ": '" + Types.name(value) + "'");
    }
    if (value instanceof Double number) {
      return sign.equals("-") ? -number : number;
    }
    return integers(sign, 0, integer(value));
  }

  private static void requireDefined(Object value) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
  }

  private static Object combine(String operator, Object left, Object right) {
    if (left instanceof Double || right instanceof Double || operator.equals("/")) {
      return reals(operator, real(left), real(right));
    }
    return integers(operator, integer(left), integer(right));
  }

  private static Object integers(String operator, long left, long right) {
    try {
      return switch (operator) {
        case "+" -> Math.addExact(left, right);
        case "-" -> Math.subtractExact(left, right);
        case "*" -> Math.multiplyExact(left, right);
        case "//" -> Math.floorDiv(left, divisor(right));
        default -> Math.floorMod(left, divisor(right));
      };
    } catch (ArithmeticException e) {
      throw beyondLong();
    }
  }

  private static Object reals(String operator, double left, double right) {
    double value =
        switch (operator) {
          case "+" -> left + right;
          case "-" -> left - right;
          case "*" -> left * right;
          case "/" -> left / divisor(right);
          default -> throw TemplateException.unsupported("'" + operator + "' on floats");
        };
    if (!Double.isFinite(value)) {
      throw TemplateException.unsupported("a float that is not finite");
    }
    return value;
  }

  private static <T extends Number> T divisor(T value) {
    if (value.doubleValue() == 0) {
      throw TemplateException.failed("division by zero");
    }
    return value;
  }

  private static long integer(Object value) {
    if (value instanceof BigInteger) {
      throw beyondLong();
    }
    return value instanceof Boolean truth ? (truth ? 1 : 0) : (Long) value;
  }

  private static double real(Object value) {
    if (value instanceof Double number) {
      return number;
    }
    long number = integer(value);
    if (Math.abs(number) > EXACT_FLOAT) {
      throw beyondLong();
    }
    return number;
  }

  private static TemplateException beyondLong() {
    return TemplateException.unsupported("arithmetic on integers of more than 64 bits");
  }

  private static @Nullable Object concatenate(Object left, Object right) {
    if (left instanceof String some && right instanceof String other) {
      return new Text().append(some).append(other).toString();
    }
    if (Types.isText(left) && Types.isText(right)) {
      throw TemplateException.unsupported("+ on a text after the filter 'safe'");
    }
    if (!(left instanceof List<?> some
        && right instanceof List<?> others
        && left instanceof Tuple == right instanceof Tuple)) {
      return null;
    }
    List<Object> items = new ArrayList<>(RenderBudget.items((long) some.size() + others.size()));
    items.addAll(some);
    items.addAll(others);
    return left instanceof Tuple ? new Tuple(items) : List.copyOf(items);
  }
}
