package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.Namespace;
import io.gristmill.jinja.PyValue.None;
import io.gristmill.jinja.PyValue.Tuple;
import io.gristmill.jinja.PyValue.Undefined;
import io.gristmill.jinja.PyValue.View;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code object.name} and {@code object[key]}: the first looks up an attribute, then an item; the
 * second in reverse order.
 */
final class Lookup {

  private Lookup() {}

  /**
   * {@code object.name}; an undefined value if there is neither.
   *
   * @throws TemplateException if the object itself is undefined
   */
  static Object attribute(Object object, String name) {
    Object value = own(object, name);
    if (value == null && object instanceof Map<?, ?> dict) {
      value = dict.get(name);
    }
    return value == null ? Undefined.member(Types.name(object), name) : value;
  }

  /**
   * {@code object[key]}; an undefined value if there is neither.
   *
   * @throws TemplateException if the object itself is undefined
   */
  static Object item(Object object, Object key) {
    if (object instanceof Undefined undefined) {
      throw undefined.error();
    }
    Object value =
        object instanceof Map<?, ?> dict ? dict.get(Types.key(key)) : Slices.item(object, key);
    if (value == null && key instanceof String name) {
      value = own(object, name);
    }
    return value == null ? Undefined.member(Types.name(object), Printing.str(key)) : value;
  }

  /**
   * The value at a path: an index, or names and indices separated by dots.
   *
   * @param fallback value of a step that is undefined; {@code None} if there is none
   */
  static Object path(Object value, Object path, Object fallback) {
    String steps = path instanceof Long ? path.toString() : Types.text(path, "an attribute");
    Object at = value;
    for (String step : steps.split("\\.", -1)) {
      at = item(at, step.matches("[0-9]{1,9}") ? (Object) Long.valueOf(step) : step);
      at = at instanceof Undefined && fallback != None.NONE ? fallback : at;
    }
    return at;
  }

  /** An attribute or method of the object, or null if it does not exist. */
  private static @Nullable Object own(Object object, String name) {
    if (object instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (object instanceof Namespace namespace) {
      return namespace.get(name);
    }
    if (object instanceof Loop loop) {
      return loop.member(name);
    }
    if (name.startsWith("__")) {
      throw TemplateException.failed("the attribute '" + name + "' is not safe to read");
    }
    if (object instanceof Callable) {
      throw TemplateException.unsupported("the attribute '" + name + "' of a function");
    }
    if (object instanceof Map<?, ?> dict) {
      return ofDict(dict, name);
    }
    Callable method = object instanceof String text ? TextMethods.method(text, name) : null;
    if (method == null) {
      Unsupported.METHOD.reject(name, 0);
      Unsupported.DICT_METHOD.reject(name, 0);
    }
    return method;
  }

  private static @Nullable Callable ofDict(Map<?, ?> dict, String name) {
    Unsupported.DICT_METHOD.reject(name, 0);
    return switch (name) {
      case "get" -> arguments -> get(dict, arguments);
      case "keys" -> view("dict_keys", List.copyOf(dict.keySet()));
      case "values" -> view("dict_values", List.copyOf(dict.values()));
      case "items" -> view("dict_items", items(dict));
      default -> null;
    };
  }

  private static Object get(Map<?, ?> dict, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("get", 1, "key", "default");
    Object value = dict.get(Types.key(bound.at(0)));
    return value == null ? bound.at(1) : value;
  }

  private static Callable view(String type, List<Object> items) {
    return arguments -> {
      arguments.bind(type, 0);
      return new View(type, items);
    };
  }

  /** The entries of a dictionary, as tuples. */
  static List<Object> items(Map<?, ?> dict) {
    return dict.entrySet().stream()
        .<Object>map(entry -> new Tuple(List.of(entry.getKey(), entry.getValue())))
        .toList();
  }
}
