package io.gristmill.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call.
 *
 * @param positional positional arguments, in order
 * @param named keyword arguments, in order
 */
record CallArguments(List<Object> positional, Map<String, Object> named) {

  static final CallArguments NONE = new CallArguments(List.of(), Map.of());

  /** One value per parameter, null for missing arguments. */
  record Bound(List<@Nullable Object> values) {

    Object at(int index, Object fallback) {
      Object value = values.get(index);
      return value == null ? fallback : value;
    }

    /** A required argument. */
    Object at(int index) {
      return at(index, PyValue.None.NONE);
    }

    boolean has(int index) {
      return values.get(index) != null;
    }
  }

  /** These arguments without the first positional ones. */
  CallArguments from(int index) {
    return new CallArguments(positional.subList(index, positional.size()), named);
  }

  /**
   * Binds the arguments to parameters, as Python does.
   *
   * @param function name of the function, for messages
   * @param required number of leading parameters that need a value
   * @throws TemplateException if a required argument is missing, one is passed twice, or there are
   *     too many
   */
  Bound bind(String function, int required, String... names) {
    if (positional.size() > names.length) {
      throw wrong(function, "takes at most " + names.length + " arguments");
    }
    List<@Nullable Object> values = new ArrayList<>();
    Map<String, Object> rest = new LinkedHashMap<>(named);
    for (int i = 0; i < names.length; i++) {
      Object value = rest.remove(names[i]);
      if (value != null && i < positional.size()) {
        throw wrong(function, "got '" + names[i] + "' twice");
      }
      values.add(i < positional.size() ? positional.get(i) : value);
      if (i < required && values.get(i) == null) {
        throw wrong(function, "needs '" + names[i] + "'");
      }
    }
    if (!rest.isEmpty()) {
      throw wrong(function, "has no argument '" + rest.keySet().iterator().next() + "'");
    }
    return new Bound(values);
  }

  private static TemplateException wrong(String function, String problem) {
    return TemplateException.failed(function + "() " + problem);
  }
}
