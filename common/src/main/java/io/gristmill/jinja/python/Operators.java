package io.gristmill.jinja.python;

import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.PySequence;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.RenderBudget;
import io.gristmill.jinja.value.Safe;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Text;
import io.gristmill.jinja.value.Undefined;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code + - * / // % **} and unary signs. */
public final class Operators {

  private Operators() {}

  /**
   * {@code left operator right}.
   *
   * @throws TemplateException if Python does not define the operation for their types
   */
  public static Object binary(String operator, Object left, Object right) {
    if (operator.equals("%") && Types.isText(left)) {
      return formatPercent(left, right);
    }
    requireDefined(left);
    requireDefined(right);
    @Nullable Object value = null;
    if (Types.isNumber(left) && Types.isNumber(right)) {
      value = Numbers.combine(operator, left, right);
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

  /** {@code -value} or {@code +value}. */
  public static Object applySign(String sign, Object value) {
    requireDefined(value);
    if (!Types.isNumber(value)) {
      throw TemplateException.failed(
          "bad operand type for unary " + sign + ": '" + Types.name(value) + "'");
    }
    if (value instanceof Double number) {
      return sign.equals("-") ? -number : number;
    }
    return Numbers.integer(sign.equals("-") ? Numbers.big(value).negate() : Numbers.big(value));
  }

  private static void requireDefined(Object value) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
  }

  private static Object formatPercent(Object format, Object values) {
    if (format instanceof Safe) {
      throw TemplateException.unsupported("% on a text marked as safe");
    }
    return PercentFormat.format(Types.text(format), values);
  }

  private static @Nullable Object concatenate(Object left, Object right) {
    if (Types.isText(left) && Types.isText(right)) {
      return concatenateTexts(left, right);
    }
    if (left instanceof PyList some && right instanceof PyList others) {
      return new PyList(concatenateItems(some, others));
    }
    return left instanceof PyTuple some && right instanceof PyTuple others
        ? PyTuple.of(concatenateItems(some, others))
        : null;
  }

  private static Object concatenateTexts(Object left, Object right) {
    if (left instanceof Safe || right instanceof Safe) {
      return new Safe(new Text().append(toSafe(left)).append(toSafe(right)).toString());
    }
    return new Text().append((String) left).append((String) right).toString();
  }

  private static String toSafe(Object value) {
    return value instanceof Safe safe ? safe.text() : Safe.escape((String) value);
  }

  private static List<Object> concatenateItems(PySequence some, PySequence others) {
    List<Object> items =
        new ArrayList<>(RenderBudget.items((long) some.items().size() + others.items().size()));
    items.addAll(some.items());
    items.addAll(others.items());
    return items;
  }

  private static @Nullable Object repeat(Object value, Object times) {
    boolean whole = Types.isInteger(times) || times instanceof Boolean;
    if (!whole || !(Types.isText(value) || value instanceof PySequence)) {
      return null;
    }
    int count = Numbers.index(times, "a count");
    if (Types.isText(value)) {
      String text = new Text().repeat(Types.text(value), count).toString();
      return value instanceof Safe ? new Safe(text) : text;
    }
    List<Object> once = ((PySequence) value).items();
    List<Object> items =
        new ArrayList<>(RenderBudget.items((long) once.size() * Math.max(0, count)));
    for (int i = 0; i < count && !once.isEmpty(); i++) {
      items.addAll(once);
    }
    return value instanceof PyTuple ? PyTuple.of(items) : new PyList(items);
  }
}
