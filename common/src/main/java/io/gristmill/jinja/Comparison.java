package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.Safe;
import io.gristmill.jinja.PyValue.Tuple;
import io.gristmill.jinja.PyValue.Undefined;
import io.gristmill.jinja.PyValue.View;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code ==}, {@code <} and {@code in}. */
final class Comparison {

  /** Maximum number of pairs in one comparison. */
  private static final int MAX_PAIRS = 1 << 22;

  private int pairs;

  private Comparison() {}

  /** {@code left == right}. */
  static boolean equal(Object left, Object right) {
    return new Comparison().same(left, right);
  }

  /**
   * The order of two values: negative, 0 or positive.
   *
   * @throws TemplateException if Python does not order their types
   */
  static int compare(Object left, Object right) {
    return new Comparison().order(left, right);
  }

  /** {@code item in container}. */
  static boolean contains(Object container, Object item) {
    if (container instanceof String text) {
      return text.contains(Types.text(item, "the left side of 'in <str>'"));
    }
    if (container instanceof Map<?, ?> dict) {
      return dict.containsKey(Types.key(item));
    }
    Comparison comparison = new Comparison();
    for (Iterator<Object> each = Types.iterate(container); each.hasNext(); ) {
      if (comparison.same(each.next(), item)) {
        return true;
      }
    }
    return false;
  }

  private boolean same(Object left, Object right) {
    count();
    if (left == right) {
      return true;
    }
    if (Types.isNumber(left) && Types.isNumber(right)) {
      return exact(left).compareTo(exact(right)) == 0;
    }
    if (left instanceof List<?> some && right instanceof List<?> others) {
      return left instanceof Tuple == right instanceof Tuple && sameItems(some, others);
    }
    if (left instanceof Map<?, ?> some && right instanceof Map<?, ?> others) {
      return sameEntries(some, others);
    }
    if (left instanceof View || right instanceof View) {
      throw TemplateException.unsupported("comparison of ranges or dictionary views");
    }
    if (left instanceof Undefined || right instanceof Undefined) {
      return left instanceof Undefined && right instanceof Undefined;
    }
    return unmarked(left).equals(unmarked(right));
  }

  private static Object unmarked(Object value) {
    return value instanceof Safe safe ? safe.text() : value;
  }

  private boolean sameItems(List<?> some, List<?> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!same(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean sameEntries(Map<?, ?> some, Map<?, ?> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : some.entrySet()) {
      @Nullable Object other = others.get(entry.getKey());
      if (other == null || !same(entry.getValue(), other)) {
        return false;
      }
    }
    return true;
  }

  private int order(Object left, Object right) {
    count();
    if (Types.isNumber(left) && Types.isNumber(right)) {
      return exact(left).compareTo(exact(right));
    }
    if (left instanceof String some && right instanceof String other) {
      // by code points, not by UTF-16 units
      return Arrays.compare(some.codePoints().toArray(), other.codePoints().toArray());
    }
    if (left instanceof List<?> some
        && right instanceof List<?> others
        && left instanceof Tuple == right instanceof Tuple) {
      return orderOfItems(some, others);
    }
    for (Object value : List.of(left, right)) {
      if (value instanceof Undefined undefined) {
        throw undefined.error();
      }
    }
    throw TemplateException.failed(
        "ordering not supported between '"
            + Types.name(left)
            + "' and '"
            + Types.name(right)
            + "'");
  }

  private int orderOfItems(List<?> some, List<?> others) {
    for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
      if (!same(some.get(i), others.get(i))) {
        return order(some.get(i), others.get(i));
      }
    }
    return Integer.compare(some.size(), others.size());
  }

  private static BigDecimal exact(Object number) {
    if (number instanceof Boolean truth) {
      return truth ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    return number instanceof Double real ? new BigDecimal(real) : new BigDecimal(number.toString());
  }

  private void count() {
    pairs++;
    if (pairs > MAX_PAIRS) {
      throw TemplateException.limit("a comparison of too many values");
    }
  }
}
