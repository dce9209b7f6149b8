package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Comparison;
import io.gristmill.jinja.python.Iteration;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.LazyIterable;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Undefined;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Filters that order or compare. */
final class SortFilters {

  private SortFilters() {}

  static void addTo(Map<String, Filter> filters) {
    filters.put("sort", SortFilters::sort);
    filters.put("dictsort", SortFilters::sortDict);
    filters.put("unique", SortFilters::unique);
    filters.put("groupby", SortFilters::group);
    filters.put("min", (input, arguments) -> extreme("min", input, arguments));
    filters.put("max", (input, arguments) -> extreme("max", input, arguments));
  }

  /** Stable, also in reverse order, as in Python. */
  private static List<Object> sorted(
      List<Object> items, UnaryOperator<Object> key, boolean reverse) {
    record Keyed(Object key, Object item) {}
    List<Keyed> keyed = new ArrayList<>();
    items.forEach(item -> keyed.add(new Keyed(key.apply(item), item)));
    Comparator<Keyed> order = Comparator.comparing(Keyed::key, Comparison::compare);
    keyed.sort(reverse ? order.reversed() : order);
    return keyed.stream().map(Keyed::item).toList();
  }

  private static Object sort(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("sort", 0, "reverse", "case_sensitive", "attribute");
    boolean caseSensitive = Types.truthy(bound.at(1, false));
    List<Object> paths = paths(bound.at(2, None.NONE));
    UnaryOperator<Object> key =
        item ->
            new PyList(
                paths.stream()
                    .map(
                        path ->
                            AttributePath.foldCase(AttributePath.read(item, path), caseSensitive))
                    .toList());
    return new PyList(sorted(Iteration.list(input), key, Types.truthy(bound.at(0, false))));
  }

  private static List<Object> paths(Object attribute) {
    return Types.isText(attribute)
        ? List.<Object>of((Object[]) Types.text(attribute).split(",", -1))
        : List.of(attribute);
  }

  private static Object sortDict(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("dictsort", 0, "case_sensitive", "by", "reverse");
    boolean caseSensitive = Types.truthy(bound.at(0, false));
    Object by = bound.at(1, "key");
    if (!by.equals("key") && !by.equals("value")) {
      throw TemplateException.failed("dictsort sorts by 'key' or 'value'");
    }
    if (!(input instanceof PyDict dict)) {
      throw TemplateException.failed("dictsort needs a mapping, not " + Types.name(input));
    }
    int part = by.equals("key") ? 0 : 1;
    List<Object> items = new ArrayList<>();
    dict.entries().forEach(entry -> items.add(PyTuple.of(entry.key(), entry.value())));
    UnaryOperator<Object> key =
        item -> AttributePath.foldCase(((PyTuple) item).items().get(part), caseSensitive);
    return new PyList(sorted(items, key, Types.truthy(bound.at(2, false))));
  }

  private static Object unique(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("unique", 0, "case_sensitive", "attribute");
    boolean caseSensitive = Types.truthy(bound.at(0, false));
    PyDict seen = new PyDict();
    return new LazyIterable(
        new FilteredIterator(
            Iteration.of(input),
            item -> {
              Object key =
                  AttributePath.foldCase(
                      AttributePath.read(item, bound.at(1, None.NONE)), caseSensitive);
              boolean fresh = !seen.contains(key);
              seen.put(key, true);
              return fresh;
            }));
  }

  private static Object extreme(String which, Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind(which, 0, "case_sensitive", "attribute");
    boolean caseSensitive = Types.truthy(bound.at(0, false));
    UnaryOperator<Object> key =
        item ->
            AttributePath.foldCase(AttributePath.read(item, bound.at(1, None.NONE)), caseSensitive);
    List<Object> items = Iteration.list(input);
    if (items.isEmpty()) {
      return new Undefined("there is no " + which + " of an empty sequence");
    }
    Object best = items.get(0);
    for (Object item : items.subList(1, items.size())) {
      int order = Comparison.compare(key.apply(item), key.apply(best));
      best = which.equals("min") == order < 0 && order != 0 ? item : best;
    }
    return best;
  }

  private static Object group(Object input, CallArguments arguments) {
    CallArguments.Bound bound =
        arguments.bind("groupby", 1, "attribute", "default", "case_sensitive");
    boolean caseSensitive = Types.truthy(bound.at(2, false));
    UnaryOperator<Object> read =
        item -> AttributePath.read(item, bound.at(0, None.NONE), bound.at(1, None.NONE));
    UnaryOperator<Object> key = item -> AttributePath.foldCase(read.apply(item), caseSensitive);
    List<Object> groups = new ArrayList<>();
    List<Object> group = new ArrayList<>();
    for (Object item : sorted(Iteration.list(input), key, false)) {
      if (!group.isEmpty() && !Comparison.equal(key.apply(group.get(0)), key.apply(item))) {
        groups.add(toGroup(group, read));
        group.clear();
      }
      group.add(item);
    }
    groups.addAll(group.isEmpty() ? List.of() : Collections.singletonList(toGroup(group, read)));
    return new PyList(groups);
  }

  private static Object toGroup(List<Object> group, UnaryOperator<Object> read) {
    List<Object> parts = List.of(read.apply(group.get(0)), new PyList(group));
    return new PyTuple(parts, List.of("grouper", "list"));
  }
}
