package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.None;
import io.gristmill.jinja.PyValue.Tuple;
import io.gristmill.jinja.PyValue.Undefined;
import io.gristmill.jinja.PyValue.View;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code value[index]} and {@code value[start:stop:step]}, by code points for text. */
final class Slices {

  private Slices() {}

  /**
   * One item of a text, list, tuple or range; null if it does not exist or the value is of another
   * type.
   */
  static @Nullable Object item(Object value, Object position) {
    boolean whole = position instanceof Long || position instanceof Boolean;
    boolean range = value instanceof View view && view.type().equals("range");
    if (!whole || !(value instanceof String || value instanceof List || range)) {
      return null;
    }
    int length = Types.length(value);
    int index = Types.index(position, "index");
    int at = index < 0 ? index + length : index;
    if (at < 0 || at >= length) {
      return null;
    }
    if (value instanceof String text) {
      return Character.toString(text.codePointAt(text.offsetByCodePoints(0, at)));
    }
    return Types.list(value).get(at);
  }

  /**
   * {@code value[start:stop:step]}; {@code None} is an omitted bound.
   *
   * @throws TemplateException if the value cannot be sliced
   */
  static Object slice(Object value, Object start, Object stop, Object step) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (!(value instanceof String || value instanceof List)) {
      throw TemplateException.failed("'" + Types.name(value) + "' object cannot be sliced");
    }
    Indices indices = resolve(Types.length(value), start, stop, step);
    if (value instanceof String text) {
      return cut(text, indices);
    }
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < indices.count(); i++) {
      items.add(Types.list(value).get(indices.at(i)));
    }
    return value instanceof Tuple ? new Tuple(items) : List.copyOf(items);
  }

  /** First index, number of items, and step. */
  private record Indices(int first, int count, int step) {
    int at(int i) {
      return first + i * step;
    }
  }

  private static Indices resolve(int length, Object start, Object stop, Object step) {
    int stride = step == None.NONE ? 1 : Types.index(step, "slice step");
    if (stride == 0) {
      throw TemplateException.failed("slice step cannot be zero");
    }
    int low = stride > 0 ? 0 : -1;
    int high = stride > 0 ? length : length - 1;
    int from = start == None.NONE ? (stride > 0 ? low : high) : bound(start, length, low, high);
    int to = stop == None.NONE ? (stride > 0 ? high : low) : bound(stop, length, low, high);
    long span = stride > 0 ? (long) to - from : (long) from - to;
    long width = Math.abs((long) stride);
    return new Indices(from, span <= 0 ? 0 : (int) ((span + width - 1) / width), stride);
  }

  private static int bound(Object value, int length, int low, int high) {
    int index = Types.index(value, "slice index");
    int at = index < 0 ? index + length : index;
    return Math.max(low, Math.min(high, at));
  }

  private static String cut(String text, Indices indices) {
    if (indices.step() == 1) {
      int from = text.offsetByCodePoints(0, indices.first());
      return text.substring(from, text.offsetByCodePoints(from, indices.count()));
    }
    int[] codePoints = text.codePoints().toArray();
    StringBuilder cut = new StringBuilder();
    for (int i = 0; i < indices.count(); i++) {
      cut.appendCodePoint(codePoints[indices.at(i)]);
    }
    return cut.toString();
  }
}
