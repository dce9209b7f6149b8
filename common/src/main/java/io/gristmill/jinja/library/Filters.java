package io.gristmill.jinja.library;

import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.TemplateException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The filters by name. */
public final class Filters {

  /** Unsupported filters of Jinja. */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "filesizeformat",
          "pprint",
          "random",
          "striptags",
          "urlencode",
          "urlize",
          "wordwrap",
          "xmlattr");

  private static final Map<String, Filter> FILTERS = filters();

  private Filters() {}

  public static Set<String> names() {
    return FILTERS.keySet();
  }

  /** Whether Jinja has a filter, including unsupported ones. */
  static boolean isKnown(String name) {
    return FILTERS.containsKey(name) || UNSUPPORTED.contains(name);
  }

  /**
   * {@code input|name(arguments)}.
   *
   * @throws TemplateException if the filter does not exist or fails
   */
  public static Object apply(String name, Object input, CallArguments arguments) {
    Filter filter = FILTERS.get(name);
    if (filter == null) {
      throw TemplateException.unsupported("the filter '" + name + "'");
    }
    return filter.apply(input, arguments);
  }

  private static Map<String, Filter> filters() {
    Map<String, Filter> filters = new TreeMap<>();
    TextFilters.addTo(filters);
    NumberFilters.addTo(filters);
    SequenceFilters.addTo(filters);
    SortFilters.addTo(filters);
    SelectFilters.addTo(filters);
    return filters;
  }
}
