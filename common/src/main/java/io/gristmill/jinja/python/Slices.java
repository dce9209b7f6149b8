package io.gristmill.jinja.python;

import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.PyRange;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.Safe;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Undefined;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** {@code value[index]} and {@code value[start:stop:step]}, by code points for text. */
public final class Slices {

  private Slices() {}

  /**
   * One item of a text, list, tuple or range; null if it does not exist or the value is of another
   * type.
   */
  public static @Nullable Object item(Object value, Object position) {
    boolean whole = Types.isInteger(position) || position instanceof Boolean;
    if (!whole || !isSliceable(value)) {
      return null;
    }
    int length = Iteration.length(value);
    int index = Numbers.index(position, "index");
    int at = index < 0 ? index + length : index;
    return at < 0 || at >= length ? null : reader(value).apply(at);
  }

  /**
   * {@code value[start:stop:step]}; {@code None} is an omitted bound.
   *
   * @throws TemplateException if the value cannot be sliced
   */
  public static Object slice(Object value, Object start, Object stop, Object step) {
    if (value instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (!isSliceable(value)) {
      throw TemplateException.failed("'" + Types.name(value) + "' object cannot be sliced");
    }
    if (value instanceof PyRange) {
      throw TemplateException.unsupported("a slice of a range");
    }
    return build(value, resolve(Iteration.length(value), start, stop, step));
  }

  private static boolean isSliceable(Object value) {
    return Types.isSized(value)
        && (Types.isText(value)
            || value instanceof PyList
            || value instanceof PyTuple
            || value instanceof PyRange);
  }

  /** First index, number of items, and step. */
  private record Indices(int first, int count, int step) {}

  private static Indices resolve(int length, Object start, Object stop, Object step) {
    int stride = step == None.NONE ? 1 : Numbers.index(step, "slice step");
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
    int index = Numbers.index(value, "slice index");
    int at = index < 0 ? index + length : index;
    return Math.max(low, Math.min(high, at));
  }

  private static Object build(Object value, Indices indices) {
    if (Types.isText(value)) {
      String text = sliceText(Types.text(value), indices);
      return value instanceof Safe ? new Safe(text) : text;
    }
    List<Object> items = new ArrayList<>();
    IntFunction<Object> reader = reader(value);
    for (int i = 0; i < indices.count(); i++) {
      items.add(reader.apply(indices.first() + i * indices.step()));
    }
    return value instanceof PyTuple ? PyTuple.of(items) : new PyList(items);
  }

  private static String sliceText(String text, Indices indices) {
    if (indices.step() == 1) {
      int from = text.offsetByCodePoints(0, indices.first());
      return text.substring(from, text.offsetByCodePoints(from, indices.count()));
    }
    int[] codePoints = text.codePoints().toArray();
    StringBuilder cut = new StringBuilder();
    for (int i = 0; i < indices.count(); i++) {
      cut.appendCodePoint(codePoints[indices.first() + i * indices.step()]);
    }
    return cut.toString();
  }

  private static IntFunction<Object> reader(Object value) {
    if (value instanceof PyRange range) {
      return range::at;
    }
    if (Types.isText(value)) {
      String text = Types.text(value);
      return index -> character(text, index, value instanceof Safe);
    }
    List<Object> items = value instanceof PyList list ? list.items() : ((PyTuple) value).items();
    return items::get;
  }

  private static Object character(String text, int index, boolean safe) {
    boolean basic = text.length() == PythonText.length(text);
    int at = basic ? index : text.offsetByCodePoints(0, index);
    String character = Character.toString(text.codePointAt(at));
    return safe ? new Safe(character) : character;
  }
}
