package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.Generator;
import io.gristmill.jinja.PyValue.None;
import io.gristmill.jinja.PyValue.Safe;
import io.gristmill.jinja.PyValue.Undefined;
import io.gristmill.text.PythonInt;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The filters by name, and those on sequences. */
final class Filters {

  /** The implementation of a filter ({@code value|filter}). */
  @FunctionalInterface
  interface Filter {
    Object apply(Object input, CallArguments arguments);
  }

  private static final Map<String, Filter> FILTERS = filters();

  private Filters() {}

  static Set<String> names() {
    return FILTERS.keySet();
  }

  /**
   * {@code input|name(arguments)}.
   *
   * @throws TemplateException if the filter does not exist or fails
   */
  static Object apply(String name, Object input, CallArguments arguments) {
    Filter filter = FILTERS.get(name);
    if (filter == null) {
      Unsupported.FILTER.reject(name, 0);
      throw TemplateException.failed("no filter is named '" + name + "'");
    }
    return filter.apply(input, arguments);
  }

  private static Map<String, Filter> filters() {
    Map<String, Filter> filters = new TreeMap<>();
    TextFilters.addTo(filters);
    SortFilters.addTo(filters);
    filters.put("length", (input, arguments) -> (long) Types.length(input));
    filters.put("count", (input, arguments) -> (long) Types.length(input));
    filters.put("int", Filters::integer);
    filters.put("default", Filters::orElse);
    filters.put("d", Filters::orElse);
    filters.put("list", (input, arguments) -> List.copyOf(Types.list(input)));
    filters.put("items", (input, arguments) -> items(input));
    filters.put("first", (input, arguments) -> first(Types.iterate(input), "first"));
    filters.put("last", (input, arguments) -> first(backwards(input).iterator(), "last"));
    filters.put("reverse", (input, arguments) -> reverse(input));
    filters.put("map", Filters::map);
    filters.put("select", (input, arguments) -> select(input, arguments, false, true));
    filters.put("reject", (input, arguments) -> select(input, arguments, false, false));
    filters.put("selectattr", (input, arguments) -> select(input, arguments, true, true));
    filters.put("rejectattr", (input, arguments) -> select(input, arguments, true, false));
    return filters;
  }

  /** Truncates floats; a text that is no integer but may be a float is rejected. */
  private static Object integer(Object input, CallArguments arguments) {
    Object fallback = arguments.bind("int", 0, "default").at(0, 0L);
    if (input instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (input instanceof Boolean || Types.isInteger(input)) {
      return Operators.applySign("+", input);
    }
    if (input instanceof Double number && Math.abs(number) < Long.MAX_VALUE) {
      return number.longValue();
    }
    if (!(input instanceof String text)) {
      return fallback;
    }
    Optional<BigInteger> whole = PythonInt.parse(text);
    if (whole.isEmpty() && text.codePoints().anyMatch(Character::isDigit)) {
      throw TemplateException.unsupported("the filter 'int' of the text '" + text + "'");
    }
    return whole.map(PlainData::integer).orElse(fallback);
  }

  private static Object orElse(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("default", 0, "default_value", "boolean");
    boolean unlessTrue = Types.truthy(bound.at(1, false));
    boolean missing = input instanceof Undefined || (unlessTrue && !Types.truthy(input));
    return missing ? bound.at(0, "") : input;
  }

  private static Object items(Object input) {
    if (input instanceof Undefined) {
      return new Generator(Collections.emptyIterator());
    }
    if (!(input instanceof Map<?, ?> dict)) {
      throw TemplateException.failed("items needs a mapping, not " + Types.name(input));
    }
    return new Generator(Lookup.items(dict).iterator());
  }

  private static Object first(Iterator<Object> values, String which) {
    return values.hasNext() ? values.next() : new Undefined("there is no " + which + " item");
  }

  private static Object reverse(Object input) {
    if (input instanceof String text) {
      return new StringBuilder(text).reverse().toString();
    }
    return input instanceof Generator
        ? reversed(input)
        : new Generator(backwards(input).iterator());
  }

  /** {@code reversed(value)}. */
  private static List<Object> backwards(Object value) {
    if (!Types.isSized(value) || value instanceof Safe) {
      throw TemplateException.failed("'" + Types.name(value) + "' object is not reversible");
    }
    return reversed(value);
  }

  private static List<Object> reversed(Object value) {
    List<Object> items = new ArrayList<>(Types.list(value));
    Collections.reverse(items);
    return items;
  }

  private static Object map(Object input, CallArguments arguments) {
    UnaryOperator<Object> change = change(arguments);
    return new Generator(lazily(values(input)).map(change).iterator());
  }

  private static UnaryOperator<Object> change(CallArguments arguments) {
    if (!arguments.positional().isEmpty()) {
      String name = Types.text(arguments.positional().get(0), "the filter of map");
      CallArguments rest = arguments.from(1);
      return item -> apply(name, item, rest);
    }
    CallArguments.Bound bound = arguments.bind("map", 1, "attribute", "default");
    return item -> Lookup.path(item, bound.at(0), bound.at(1));
  }

  private static Object select(
      Object input, CallArguments arguments, boolean byAttribute, boolean expected) {
    if (byAttribute && arguments.positional().isEmpty()) {
      throw TemplateException.failed("selectattr and rejectattr need an attribute");
    }
    CallArguments test = arguments.from(byAttribute ? 1 : 0);
    Predicate<Object> holds =
        byAttribute
            ? item -> holds(Lookup.path(item, arguments.positional().get(0), None.NONE), test)
            : item -> holds(item, test);
    return new Generator(select(values(input), item -> holds.test(item) == expected));
  }

  private static boolean holds(Object value, CallArguments test) {
    if (test.positional().isEmpty()) {
      return Types.truthy(value);
    }
    return Tests.holds(Types.text(test.positional().get(0), "the test"), value, test.from(1));
  }

  private static Iterator<Object> values(Object input) {
    return Types.truthy(input) ? Types.iterate(input) : Collections.emptyIterator();
  }

  /** The values that satisfy a test, evaluated lazily. */
  static Iterator<Object> select(Iterator<Object> values, Predicate<Object> test) {
    return lazily(values).filter(test).iterator();
  }

  private static Stream<Object> lazily(Iterator<Object> values) {
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(values, 0), false);
  }
}
