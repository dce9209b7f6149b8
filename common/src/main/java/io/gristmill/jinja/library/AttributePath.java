package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.Undefined;
import io.gristmill.text.PythonText;
import java.util.List;

/** The argument {@code attribute} of filters: names and indices separated by dots. */
final class AttributePath {

  private AttributePath() {}

  /** The value at the path; the value itself for {@code None}. */
  static Object read(Object value, Object path) {
    return read(value, path, None.NONE);
  }

  /** The value at the path, or {@code fallback} if a step is undefined. */
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
    return List.of(Types.text(path).split("\\.", -1)).stream().map(AttributePath::step).toList();
  }

  private static Object step(String name) {
    boolean number =
        !name.isEmpty() && name.length() < 10 && name.chars().allMatch(AttributePath::isDigit);
    return number ? (Object) Long.valueOf(name) : name;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** The value in lower case if it is text, for case-insensitive filters. */
  static Object foldCase(Object value, boolean caseSensitive) {
    return !caseSensitive && Types.isText(value) ? PythonText.lower(Types.text(value)) : value;
  }
}
