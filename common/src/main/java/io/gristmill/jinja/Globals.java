package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.Namespace;
import io.gristmill.jinja.PyValue.View;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The global functions. */
final class Globals {

  /** Maximum number of values in a range, as in Jinja's sandbox. */
  private static final long MAX_RANGE = 100_000;

  /** Patterns of {@link DateTimeFormatter} for the directives of {@code strftime}. */
  private static final Map<Character, String> DATE_PATTERNS =
      Map.ofEntries(
          Map.entry('Y', "uuuu"),
          Map.entry('y', "uu"),
          Map.entry('m', "MM"),
          Map.entry('B', "MMMM"),
          Map.entry('b', "MMM"),
          Map.entry('d', "dd"),
          Map.entry('e', "ppd"),
          Map.entry('A', "EEEE"),
          Map.entry('a', "EEE"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('p', "a"),
          Map.entry('F', "uuuu-MM-dd"),
          Map.entry('%', "'%'"));

  private Globals() {}

  /**
   * The global functions.
   *
   * @param now the result of {@code strftime_now}; if null, calls fail
   */
  static Map<String, Object> functions(@Nullable LocalDateTime now) {
    Map<String, Object> functions = new LinkedHashMap<>();
    functions.put("range", (Callable) Globals::range);
    functions.put("dict", (Callable) Globals::dict);
    functions.put("namespace", (Callable) Globals::namespace);
    functions.put("raise_exception", (Callable) Globals::raise);
    functions.put("strftime_now", (Callable) arguments -> now(now, arguments));
    return functions;
  }

  private static Object range(CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("range", 1, "start", "stop", "step");
    long first = Types.index(bound.at(0), "an argument of range()");
    long start = bound.has(1) ? first : 0;
    long stop = bound.has(1) ? Types.index(bound.at(1), "an argument of range()") : first;
    long step = Types.index(bound.at(2, 1L), "an argument of range()");
    if (step == 0) {
      throw TemplateException.failed("range() arg 3 must not be zero");
    }
    long count = Math.max(0, (stop - start + step - Long.signum(step)) / step);
    if (count > MAX_RANGE) {
      throw TemplateException.limit("range too big: more than " + MAX_RANGE + " numbers");
    }
    return new View(
        "range", LongStream.range(0, count).<Object>mapToObj(i -> start + i * step).toList());
  }

  private static Map<Object, Object> dict(CallArguments arguments) {
    Map<Object, Object> dict = new LinkedHashMap<>();
    if (arguments.positional().size() > 1) {
      throw TemplateException.failed("dict() takes at most one value without a name");
    }
    for (Object value : arguments.positional()) {
      if (!(value instanceof Map<?, ?> other)) {
        throw TemplateException.unsupported("dict() of a " + Types.name(value));
      }
      dict.putAll(other);
    }
    dict.putAll(arguments.named());
    return Collections.unmodifiableMap(dict);
  }

  private static Object namespace(CallArguments arguments) {
    Namespace namespace = new Namespace();
    dict(arguments).forEach(namespace::set);
    return namespace;
  }

  private static Object raise(CallArguments arguments) {
    Object message = arguments.bind("raise_exception", 1, "message").at(0);
    throw TemplateException.raised(Printing.str(message));
  }

  private static Object now(@Nullable LocalDateTime now, CallArguments arguments) {
    String format =
        Types.text(arguments.bind("strftime_now", 1, "format").at(0), "the format of a date");
    if (now == null) {
      throw TemplateException.unsupported(
          "the current date (strftime_now), which would change the text from day to day; write a"
              + " fixed date into the template");
    }
    return format(format, now);
  }

  /** {@code strftime} in the C locale; {@code %-d} leaves out leading zeros. */
  private static String format(String format, LocalDateTime time) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < format.length(); at++) {
      if (format.charAt(at) != '%' || at + 1 == format.length()) {
        out.append(format.charAt(at));
        continue;
      }
      boolean unpadded = format.startsWith("%-", at) && at + 2 < format.length();
      at += unpadded ? 2 : 1;
      String pattern = DATE_PATTERNS.get(format.charAt(at));
      if (pattern == null) {
        throw TemplateException.unsupported("the date format %" + format.charAt(at));
      }
      String value = DateTimeFormatter.ofPattern(pattern, Locale.US).format(time);
      out.append(unpadded ? value.replaceFirst("^[0 ]+(?=.)", "") : value);
    }
    return out.toString();
  }
}
