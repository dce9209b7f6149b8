package io.gristmill.jinja.python;

import io.gristmill.jinja.value.Callable;
import io.gristmill.jinja.value.DictView;
import io.gristmill.jinja.value.LazyIterable;
import io.gristmill.jinja.value.Members;
import io.gristmill.jinja.value.Namespace;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.PyRange;
import io.gristmill.jinja.value.PySequence;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.Safe;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Undefined;
import java.math.BigInteger;
import java.util.Locale;

/** Type checks, as by {@code isinstance} and {@code bool}. */
public final class Types {

  private Types() {}

  /** {@code bool(value)}. */
  public static boolean truthy(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value == None.NONE || value instanceof Undefined) {
      return false;
    }
    if (value instanceof Long number) {
      return number != 0;
    }
    if (value instanceof Double number) {
      return number != 0;
    }
    return !isSized(value) || Iteration.length(value) > 0;
  }

  /** Whether {@code value} is text, marked as safe or not. */
  public static boolean isText(Object value) {
    return value instanceof String || value instanceof Safe;
  }

  /** The text of a value that satisfies {@link #isText}. */
  public static String text(Object value) {
    return value instanceof Safe safe ? safe.text() : (String) value;
  }

  /**
   * The text of a value; fails for other types.
   *
   * @throws TemplateException if it is not text
   */
  public static String textOf(Object value, String what) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (!isText(value)) {
      throw TemplateException.failed(
          String.format(Locale.ROOT, "%s must be a str, not %s", what, name(value)));
    }
    return text(value);
  }

  /** {@code int} without {@code bool}. */
  public static boolean isInteger(Object value) {
    return value instanceof Long || value instanceof BigInteger;
  }

  /** {@code int}, {@code bool} or {@code float}. */
  public static boolean isNumber(Object value) {
    return isInteger(value) || value instanceof Double || value instanceof Boolean;
  }

  /** Whether {@code len(value)} works. */
  public static boolean isSized(Object value) {
    return isText(value)
        || value instanceof PySequence
        || value instanceof PyDict
        || value instanceof PyRange
        || value instanceof DictView
        || value instanceof Undefined;
  }

  /** Whether {@code iter(value)} works. */
  public static boolean isIterable(Object value) {
    return isSized(value) || value instanceof LazyIterable;
  }

  /** The Python name of the type. */
  public static String name(Object value) {
    if (value instanceof Members members) {
      return members.typeName();
    }
    if (isText(value)) {
      return "str";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (isInteger(value)) {
      return "int";
    }
    return value instanceof Double ? "float" : structure(value);
  }

  private static String structure(Object value) {
    if (value instanceof PyList) {
      return "list";
    }
    if (value instanceof PyTuple) {
      return "tuple";
    }
    if (value instanceof PyDict) {
      return "dict";
    }
    if (value instanceof PyRange) {
      return "range";
    }
    if (value instanceof Namespace) {
      return "Namespace";
    }
    if (value instanceof LazyIterable) {
      return "generator";
    }
    if (value instanceof DictView) {
      return "dict view";
    }
    return value instanceof Callable ? "function" : other(value);
  }

  private static String other(Object value) {
    return value == None.NONE ? "NoneType" : "Undefined";
  }
}
