package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.Undefined;
import io.gristmill.text.PythonText;
import java.util.List;

/** The argument {@code attribute} of filters: names and numbers with dots between them. */
final class Paths {

  private Paths() {}

  /** What the path leads to; the value itself for {@code None}. */
  static Object read(Object value, Object path) {
    return read(value, path, None.NONE);
  }

  /** What the path leads to, {@code fallback} standing for a step that is undefined. */
  static Object read(Object value, Object path, Object fallback) {
    Object at = value;
    for (Object step : steps(path)) {
      at = Lookup.item(at, step);
      at = at instanceof Undefined && fallback != None.NONE ? fallback : at;
    }
    return at;
  }

  private static List<Object> steps(Object path) {
    if (path == None.NONE) {
      return List.of();
    }
    if (!Types.isText(path)) {
      return List.of(path);
    }
    return List.of(Types.text(path).split("\\.", -1)).stream().map(Paths::step).toList();
  }

  private static Object step(String name) {
    boolean number = !name.isEmpty() && name.length() < 10 && name.chars().allMatch(Paths::isDigit);
    return number ? (Object) Long.valueOf(name) : name;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Lower case where it is text, for filters that do not heed case. */
  static Object folded(Object value, boolean caseSensitive) {
    return !caseSensitive && Types.isText(value) ? PythonText.lower(Types.text(value)) : value;
  }
}
