package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.Generator;
import io.gristmill.jinja.PyValue.None;
import io.gristmill.text.PythonText;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Filters that order or compare. */
final class SortFilters {

  private SortFilters() {}

  static void addTo(Map<String, Filters.Filter> filters) {
    filters.put("sort", SortFilters::sort);
    filters.put("dictsort", SortFilters::sortDict);
    filters.put("unique", SortFilters::unique);
  }

  private static Object sort(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("sort", 0, "reverse", "case_sensitive", "attribute");
    return sorted(Types.list(input), key(bound.at(2), bound.at(1, false)), bound.at(0, false));
  }

  private static Object sortDict(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("dictsort", 0, "case_sensitive", "by", "reverse");
    if (!(input instanceof Map<?, ?> dict)) {
      throw TemplateException.failed("dictsort needs a mapping, not " + Types.name(input));
    }
    Object part =
        switch (Types.text(bound.at(1, "key"), "by")) {
          case "key" -> 0L;
          case "value" -> 1L;
          default -> throw TemplateException.failed("dictsort sorts by 'key' or 'value'");
        };
    return sorted(Lookup.items(dict), key(part, bound.at(0, false)), bound.at(2, false));
  }

  private static Object unique(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("unique", 0, "case_sensitive", "attribute");
    UnaryOperator<Object> key = key(bound.at(1), bound.at(0, false));
    Set<Object> seen = new HashSet<>();
    return new Generator(
        Filters.select(Types.iterate(input), item -> seen.add(Types.key(key.apply(item)))));
  }

  /** The value at a path, in lower case if it is text and case does not matter. */
  private static UnaryOperator<Object> key(Object path, Object caseSensitive) {
    boolean exact = Types.truthy(caseSensitive);
    if (path instanceof String names && names.contains(",")) {
      throw Unsupported.exception("sorting by several attributes", 0);
    }
    return item -> {
      Object value = path == None.NONE ? item : Lookup.path(item, path, None.NONE);
      return !exact && value instanceof String text ? PythonText.lower(text) : value;
    };
  }

  /** Stable, also in reverse order, as in Python. */
  private static List<Object> sorted(
      List<Object> items, UnaryOperator<Object> key, Object reverse) {
    Comparator<Object> order = Comparator.comparing(key, Comparison::compare);
    return items.stream().sorted(Types.truthy(reverse) ? order.reversed() : order).toList();
  }
}
