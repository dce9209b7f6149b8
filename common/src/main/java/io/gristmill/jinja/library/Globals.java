package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Iteration;
import io.gristmill.jinja.python.Numbers;
import io.gristmill.jinja.python.StrAndRepr;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.syntax.KnownNames;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.Namespace;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyRange;
import io.gristmill.jinja.value.TemplateException;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The global functions, and the names that the parser accepts. */
public final class Globals {

  private Globals() {}

  /** The names that the parser accepts. */
  public static KnownNames vocabulary() {
    return new KnownNames(
        Filters.names(),
        Tests.names(),
        Set.of("lipsum", "cycler", "joiner", "self", "super"),
        TextMethods.UNSUPPORTED);
  }

  /**
   * The global functions.
   *
   * @param now the result of {@code strftime_now}; if null, calls fail
   */
  public static Map<String, Object> functions(@Nullable LocalDateTime now) {
    Map<String, Object> functions = new LinkedHashMap<>();
    add(functions, "range", Globals::range);
    add(functions, "dict", Globals::dict);
    add(functions, "namespace", Globals::namespace);
    add(functions, "raise_exception", Globals::raise);
    add(functions, "strftime_now", arguments -> now(now, arguments));
    return functions;
  }

  private static void add(Map<String, Object> functions, String name, Function.Body body) {
    functions.put(name, new Function(name, body));
  }

  private static Object range(CallArguments arguments) {
    if (!arguments.named().isEmpty()) {
      throw TemplateException.failed("range() takes no keyword arguments");
    }
    CallArguments.Bound bound = arguments.bind("range", 1, "start", "stop", "step");
    Object stop = bound.at(1);
    long first = whole(bound.at(0, 0L));
    return stop == null
        ? new PyRange(0, first, 1)
        : new PyRange(first, whole(stop), whole(bound.at(2, 1L)));
  }

  private static long whole(Object value) {
    return Numbers.index(value, "an argument of range()");
  }

  private static Object dict(CallArguments arguments) {
    PyDict dict = new PyDict();
    if (arguments.positional().size() > 1) {
      throw TemplateException.failed("dict() takes at most one value without a name");
    }
    arguments.positional().forEach(value -> fill(dict, value));
    arguments.named().forEach(dict::put);
    return dict;
  }

  private static void fill(PyDict dict, Object value) {
    if (value instanceof PyDict other) {
      other.entries().forEach(entry -> dict.put(entry.key(), entry.value()));
      return;
    }
    for (Object pair : Iteration.list(value)) {
      List<Object> both = Iteration.list(pair);
      if (both.size() != 2) {
        throw TemplateException.failed("dict() needs pairs of key and value");
      }
      dict.put(both.get(0), both.get(1));
    }
  }

  private static Object namespace(CallArguments arguments) {
    Namespace namespace = new Namespace();
    PyDict dict = (PyDict) dict(arguments);
    dict.entries().forEach(entry -> namespace.set(entry.key(), entry.value()));
    return namespace;
  }

  private static Object raise(CallArguments arguments) {
    Object message = arguments.bind("raise_exception", 1, "message").at(0, None.NONE);
    throw TemplateException.raised(StrAndRepr.str(message));
  }

  private static Object now(@Nullable LocalDateTime now, CallArguments arguments) {
    Object format = arguments.bind("strftime_now", 1, "format").at(0, "");
    if (now == null) {
      throw TemplateException.unsupported(
          "the current date (strftime_now): set a fixed date, so that the text does not change from"
              + " day to day");
    }
    return Strftime.format(Types.textOf(format, "the format of a date"), now);
  }
}
