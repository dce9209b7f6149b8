package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Numbers;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Text;
import io.gristmill.text.PythonText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Methods of {@code str} for searching and padding. Indices are code points. */
final class SearchMethods {

  static final Map<String, TextMethod> METHODS =
      Map.of(
          "find", (text, arguments) -> find(text, arguments, false),
          "rfind", (text, arguments) -> find(text, arguments, true),
          "index", (text, arguments) -> requireFound(find(text, arguments, false)),
          "rindex", (text, arguments) -> requireFound(find(text, arguments, true)),
          "count", SearchMethods::count,
          "ljust", (text, arguments) -> pad(text, arguments, Side.RIGHT),
          "rjust", (text, arguments) -> pad(text, arguments, Side.LEFT),
          "center", (text, arguments) -> pad(text, arguments, Side.BOTH),
          "zfill", SearchMethods::zeroFill);

  private enum Side {
    LEFT,
    RIGHT,
    BOTH
  }

  private SearchMethods() {}

  /** {@code text[start:end]}, null if it starts after the end of the text. */
  static @Nullable String part(String text, Object start, Object end) {
    if (start == None.NONE && end == None.NONE) {
      return text;
    }
    int length = PythonText.length(text);
    int from = start == None.NONE ? 0 : bound(start, length);
    int to = end == None.NONE ? length : Math.min(length, bound(end, length));
    if (from > length || from > to) {
      return null;
    }
    int at = text.offsetByCodePoints(0, from);
    return text.substring(at, text.offsetByCodePoints(at, to - from));
  }

  private static int bound(Object value, int length) {
    int index = Numbers.index(value, "an index");
    return index < 0 ? Math.max(0, index + length) : index;
  }

  private static long find(String text, CallArguments arguments, boolean last) {
    CallArguments.Bound bound = arguments.bind("find", 1, "sub", "start", "end");
    String target = Types.textOf(bound.at(0, None.NONE), "the text to look for");
    Object start = bound.at(1, None.NONE);
    String part = part(text, start, bound.at(2, None.NONE));
    int at = part == null ? -1 : last ? part.lastIndexOf(target) : part.indexOf(target);
    if (part == null || at < 0) {
      return -1;
    }
    int before = start == None.NONE ? 0 : bound(start, PythonText.length(text));
    return (long) before + part.codePointCount(0, at);
  }

  private static Object requireFound(long place) {
    if (place < 0) {
      throw TemplateException.failed("substring not found");
    }
    return place;
  }

  private static Object count(String text, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("count", 1, "sub", "start", "end");
    String target = Types.textOf(bound.at(0, None.NONE), "the text to count");
    String part = part(text, bound.at(1, None.NONE), bound.at(2, None.NONE));
    if (part == null) {
      return 0L;
    }
    if (target.isEmpty()) {
      return PythonText.length(part) + 1L;
    }
    long count = 0;
    for (int at = part.indexOf(target); at >= 0; at = part.indexOf(target, at + target.length())) {
      count++;
    }
    return count;
  }

  private static Object pad(String text, CallArguments arguments, Side side) {
    CallArguments.Bound bound = arguments.bind("center", 1, "width", "fillchar");
    String fill = Types.textOf(bound.at(1, " "), "the fill character");
    if (PythonText.length(fill) != 1) {
      throw TemplateException.failed("the fill character must be one character");
    }
    int width = Numbers.index(bound.at(0, None.NONE), "a width");
    return pad(text, width, fill, side);
  }

  /** {@code text.center(width)}. */
  static String center(String text, int width) {
    return pad(text, width, " ", Side.BOTH);
  }

  private static String pad(String text, int width, String fill, Side side) {
    int missing = width - PythonText.length(text);
    if (missing <= 0) {
      return text;
    }
    int left =
        switch (side) {
          case LEFT -> missing;
          case RIGHT -> 0;
          case BOTH -> missing / 2 + (missing & width & 1);
        };
    return new Text().repeat(fill, left).append(text).repeat(fill, missing - left).toString();
  }

  private static Object zeroFill(String text, CallArguments arguments) {
    int width = Numbers.index(arguments.bind("zfill", 1, "width").at(0, None.NONE), "a width");
    int missing = width - PythonText.length(text);
    if (missing <= 0) {
      return text;
    }
    int sign = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    Text out = new Text().append(text.substring(0, sign)).repeat("0", missing);
    return out.append(text.substring(sign)).toString();
  }
}
