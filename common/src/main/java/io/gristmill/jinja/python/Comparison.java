package io.gristmill.jinja.python;

import io.gristmill.jinja.value.DictView;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.PyRange;
import io.gristmill.jinja.value.PySequence;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Undefined;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ==}, {@code <} and {@code in}. */
public final class Comparison {

  /** Maximum number of pairs in one comparison. */
  private static final int MAX_PAIRS = 1 << 22;

  private int pairs;

  private Comparison() {}

  /** {@code left == right}. */
  public static boolean equal(Object left, Object right) {
    return new Comparison().same(left, right);
  }

  /**
   * The order of two values: negative, 0 or positive.
   *
   * @throws TemplateException if Python does not order their types
   */
  public static int compare(Object left, Object right) {
    return new Comparison().order(left, right);
  }

  /** {@code item in container}. */
  public static boolean contains(Object container, Object item) {
    if (Types.isText(container)) {
      return Types.text(container).contains(Types.textOf(item, "the left side of 'in <str>'"));
    }
    if (container instanceof PyDict dict) {
      return dict.contains(item);
    }
    if (container instanceof DictView view && view.part() == DictView.Part.KEYS) {
      return view.dict().contains(item);
    }
    Comparison comparison = new Comparison();
    for (Iterator<Object> each = Iteration.of(container); each.hasNext(); ) {
      if (comparison.same(each.next(), item)) {
        return true;
      }
    }
    return false;
  }

  private boolean same(Object left, Object right) {
    count();
    if (left == right) {
      return !(left instanceof Double number && number.isNaN());
    }
    if (Types.isNumber(left) || Types.isNumber(right)) {
      return Types.isNumber(left) && Types.isNumber(right) && sameNumber(left, right);
    }
    if (Types.isText(left) || Types.isText(right)) {
      return Types.isText(left)
          && Types.isText(right)
          && Types.text(left).equals(Types.text(right));
    }
    if (left instanceof Undefined || left == None.NONE) {
      return left instanceof Undefined && right instanceof Undefined;
    }
    return sameStructure(left, right);
  }

  private boolean sameStructure(Object left, Object right) {
    if (left instanceof PySequence some && right instanceof PySequence others) {
      return left instanceof PyList == right instanceof PyList
          && sameItems(some.items(), others.items());
    }
    if (left instanceof PyDict some && right instanceof PyDict others) {
      return sameEntries(some, others);
    }
    if (left instanceof PyRange && right instanceof PyRange) {
      return Iteration.list(left).equals(Iteration.list(right));
    }
    if (left instanceof DictView || right instanceof DictView) {
      throw TemplateException.unsupported("comparison of dictionary views");
    }
    return left.equals(right);
  }

  private boolean sameItems(List<Object> some, List<Object> others) {
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

  private boolean sameEntries(PyDict some, PyDict others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (PyDict.Entry entry : some.entries()) {
      @Nullable Object other = others.get(entry.key());
      if (other == null || !same(entry.value(), other)) {
        return false;
      }
    }
    return true;
  }

  private int order(Object left, Object right) {
    count();
    if (Types.isNumber(left) && Types.isNumber(right)) {
      return orderOfNumbers(left, right);
    }
    if (Types.isText(left) && Types.isText(right)) {
      return byCodePoints(Types.text(left), Types.text(right));
    }
    if (left instanceof PySequence some
        && right instanceof PySequence others
        && left instanceof PyTuple == right instanceof PyTuple) {
      return orderOfItems(some.items(), others.items());
    }
    if (left instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (right instanceof Undefined undefined) {
      throw undefined.error();
    }
    throw TemplateException.failed(
        "ordering not supported between '"
            + Types.name(left)
            + "' and '"
            + Types.name(right)
            + "'");
  }

  private int orderOfItems(List<Object> some, List<Object> others) {
    for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
      if (!same(some.get(i), others.get(i))) {
        return order(some.get(i), others.get(i));
      }
    }
    return Integer.compare(some.size(), others.size());
  }

  private static boolean sameNumber(Object left, Object right) {
    if (isNan(left) || isNan(right)) {
      return false;
    }
    return orderOfNumbers(left, right) == 0;
  }

  private static int orderOfNumbers(Object left, Object right) {
    if (isNan(left) || isNan(right)) {
      throw TemplateException.unsupported("an order with nan");
    }
    if (isInfinite(left) || isInfinite(right)) {
      return Double.compare(
          isInfinite(left) ? (Double) left : 0, isInfinite(right) ? (Double) right : 0);
    }
    return exact(left).compareTo(exact(right));
  }

  private static BigDecimal exact(Object value) {
    return value instanceof Double number
        ? new BigDecimal(number)
        : new BigDecimal(Numbers.big(value));
  }

  private static boolean isNan(Object value) {
    return value instanceof Double number && number.isNaN();
  }

  private static boolean isInfinite(Object value) {
    return value instanceof Double number && number.isInfinite();
  }

  /**
   * The order by code points, which differs from the order of UTF-16 units outside the basic plane.
   */
  private static int byCodePoints(String left, String right) {
    int at = 0;
    int shorter = Math.min(left.length(), right.length());
    while (at < shorter && left.charAt(at) == right.charAt(at)) {
      at++;
    }
    if (at == shorter) {
      return Integer.compare(left.length(), right.length());
    }
    return Integer.compare(whole(left, at), whole(right, at));
  }

  private static int whole(String text, int at) {
    boolean inside = at > 0 && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
    return text.codePointAt(inside ? at - 1 : at);
  }

  private void count() {
    pairs++;
    if (pairs > MAX_PAIRS) {
      throw TemplateException.limit("a comparison of too many values");
    }
  }
}
