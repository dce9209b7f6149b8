package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.Generator;
import io.gristmill.jinja.PyValue.Namespace;
import io.gristmill.jinja.PyValue.None;
import io.gristmill.jinja.PyValue.Safe;
import io.gristmill.jinja.PyValue.Tuple;
import io.gristmill.jinja.PyValue.Undefined;
import io.gristmill.jinja.PyValue.View;
import io.gristmill.text.PythonText;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** {@code isinstance}, {@code bool}, {@code len}, {@code iter} and {@code list} of values. */
final class Types {

  private Types() {}

  /** {@code bool(value)}. */
  static boolean truthy(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    if (value instanceof Long || value instanceof Double) {
      return ((Number) value).doubleValue() != 0;
    }
    return value != None.NONE && (!isSized(value) || length(value) > 0);
  }

  /** {@code int} without {@code bool}. */
  static boolean isInteger(Object value) {
    return value instanceof Long || value instanceof BigInteger;
  }

  /** {@code int}, {@code bool} or {@code float}. */
  static boolean isNumber(Object value) {
    return isInteger(value) || value instanceof Double || value instanceof Boolean;
  }

  static boolean isText(Object value) {
    return value instanceof String || value instanceof Safe;
  }

  /** Whether {@code len(value)} works. */
  static boolean isSized(Object value) {
    return isText(value)
        || value instanceof List
        || value instanceof Map
        || value instanceof View
        || value instanceof Undefined;
  }

  /**
   * The text of a value.
   *
   * @param what name of the value, for messages
   * @throws TemplateException if it is not text, or is marked as safe
   */
  static String text(Object value, String what) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Safe) {
      throw TemplateException.unsupported("an operation on a text after the filter 'safe'");
    }
    throw wrongType(value, what, "a str");
  }

  /**
   * The value of an index or count.
   *
   * @throws TemplateException if it is not an integer
   */
  static int index(Object value, String what) {
    if (value instanceof Boolean truth) {
      return truth ? 1 : 0;
    }
    if (!(value instanceof Long number)) {
      throw wrongType(value, what, "an integer");
    }
    return (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, number));
  }

  /**
   * The key of a dictionary: text, an integer or {@code None}.
   *
   * @throws TemplateException if it is of another type, several of which Python regards as equal
   */
  static Object key(Object value) {
    if (value instanceof Boolean || value instanceof Double || value instanceof Collection) {
      throw TemplateException.unsupported("a dictionary key of type " + name(value));
    }
    return value;
  }

  private static TemplateException wrongType(Object value, String what, String type) {
    return value instanceof Undefined undefined
        ? undefined.error()
        : TemplateException.failed(what + " must be " + type + ", not " + name(value));
  }

  /** The Python name of the type. */
  static String name(Object value) {
    if (value instanceof View view) {
      return view.type();
    }
    if (value instanceof List) {
      return value instanceof Tuple ? "tuple" : "list";
    }
    if (value instanceof Map) {
      return "dict";
    }
    if (isNumber(value)) {
      return value instanceof Boolean ? "bool" : value instanceof Double ? "float" : "int";
    }
    return isText(value) ? "str" : otherName(value);
  }

  private static String otherName(Object value) {
    if (value == None.NONE) {
      return "NoneType";
    }
    if (value instanceof Undefined) {
      return "Undefined";
    }
    if (value instanceof Generator) {
      return "generator";
    }
    if (value instanceof Loop) {
      return "LoopContext";
    }
    return value instanceof Namespace ? "Namespace" : "function";
  }

  /**
   * {@code iter(value)}.
   *
   * @throws TemplateException if the value is not iterable
   */
  static Iterator<Object> iterate(Object value) {
    if (value instanceof Generator generator) {
      return generator.items();
    }
    if (value instanceof String text) {
      return text.codePoints().<Object>mapToObj(Character::toString).iterator();
    }
    return items(value).iterator();
  }

  /**
   * {@code list(value)}.
   *
   * @throws TemplateException if the value is not iterable
   */
  static List<Object> list(Object value) {
    if (value instanceof String || value instanceof Generator) {
      List<Object> items = new ArrayList<>();
      for (Iterator<Object> each = iterate(value); each.hasNext(); ) {
        RenderBudget.items(items.size() + 1L);
        items.add(each.next());
      }
      return items;
    }
    return items(value);
  }

  @SuppressWarnings("unchecked") // lists of templates contain objects
  private static List<Object> items(Object value) {
    if (value instanceof List<?> list) {
      return (List<Object>) list;
    }
    if (value instanceof Map<?, ?> dict) {
      return List.copyOf(dict.keySet());
    }
    if (value instanceof View view) {
      return view.items();
    }
    if (value instanceof Undefined) {
      return List.of();
    }
    throw TemplateException.failed("'" + name(value) + "' object is not iterable");
  }

  /**
   * {@code len(value)}.
   *
   * @throws TemplateException if the value has no length
   */
  static int length(Object value) {
    if (isText(value)) {
      return PythonText.length(Printing.str(value));
    }
    if (value instanceof Map<?, ?> dict) {
      return dict.size();
    }
    if (!isSized(value)) {
      throw TemplateException.failed("object of type '" + name(value) + "' has no len()");
    }
    return items(value).size();
  }
}
