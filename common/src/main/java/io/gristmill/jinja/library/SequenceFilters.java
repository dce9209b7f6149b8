package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Iteration;
import io.gristmill.jinja.python.Numbers;
import io.gristmill.jinja.python.StrAndRepr;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.DictView;
import io.gristmill.jinja.value.LazyIterable;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.RenderBudget;
import io.gristmill.jinja.value.Safe;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Undefined;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Filters on sequences as a whole. */
final class SequenceFilters {

  private SequenceFilters() {}

  static void addTo(Map<String, Filter> filters) {
    filters.put("default", SequenceFilters::orElse);
    filters.put("d", SequenceFilters::orElse);
    filters.put("list", (input, arguments) -> new PyList(Iteration.list(input)));
    filters.put("items", (input, arguments) -> items(input));
    filters.put("first", (input, arguments) -> first(Iteration.of(input), "first"));
    filters.put("last", (input, arguments) -> first(Iteration.backwards(input), "last"));
    filters.put("reverse", (input, arguments) -> reverse(input));
    filters.put("join", SequenceFilters::join);
    filters.put("attr", SequenceFilters::attribute);
    filters.put("batch", SequenceFilters::batch);
    filters.put("slice", SequenceFilters::slice);
  }

  private static Object orElse(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("default", 0, "default_value", "boolean");
    boolean boolish = Types.truthy(bound.at(1, false));
    boolean missing = input instanceof Undefined || (boolish && !Types.truthy(input));
    return missing ? bound.at(0, "") : input;
  }

  private static Object items(Object input) {
    if (input instanceof Undefined) {
      return new LazyIterable(List.of().iterator());
    }
    if (!(input instanceof PyDict dict)) {
      throw TemplateException.failed("items needs a mapping, not " + Types.name(input));
    }
    return new LazyIterable(new DictView(DictView.Part.ITEMS, dict).items().iterator());
  }

  private static Object first(Iterator<Object> values, String which) {
    return values.hasNext() ? values.next() : new Undefined("there is no " + which + " item");
  }

  private static Object reverse(Object input) {
    if (Types.isText(input)) {
      String reversed = new StringBuilder(Types.text(input)).reverse().toString();
      return input instanceof Safe ? new Safe(reversed) : reversed;
    }
    if (input instanceof LazyIterable) {
      List<Object> items = new ArrayList<>(Iteration.list(input));
      Collections.reverse(items);
      return new PyList(items);
    }
    return new LazyIterable(Iteration.backwards(input));
  }

  private static Object join(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("join", 0, "d", "attribute");
    List<String> parts = new ArrayList<>();
    for (Iterator<Object> each = Iteration.of(input); each.hasNext(); ) {
      RenderBudget.items(parts.size() + 1L);
      parts.add(StrAndRepr.str(AttributePath.read(each.next(), bound.at(1, None.NONE))));
    }
    return TextMethods.joinWith(StrAndRepr.str(bound.at(0, "")), parts);
  }

  private static Object attribute(Object input, CallArguments arguments) {
    String name = Types.textOf(arguments.bind("attr", 1, "name").at(0, ""), "the name");
    Object value = Lookup.ownAttribute(input, name);
    return value == null ? Undefined.member(Types.name(input), name) : value;
  }

  private static Object batch(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("batch", 1, "linecount", "fill_with");
    int size = Numbers.index(bound.at(0, None.NONE), "linecount");
    Object fill = bound.at(1, None.NONE);
    List<Object> batches = new ArrayList<>();
    List<Object> batch = new ArrayList<>();
    for (Object item : Iteration.list(input)) {
      if (batch.size() == size) {
        batches.add(new PyList(batch));
        batch = new ArrayList<>();
      }
      batch.add(item);
    }
    if (!batch.isEmpty()) {
      int missing = fill == None.NONE ? 0 : RenderBudget.items((long) size - batch.size());
      batch.addAll(Collections.nCopies(missing, fill));
      batches.add(new PyList(batch));
    }
    return new LazyIterable(batches.iterator());
  }

  private static Object slice(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("slice", 1, "slices", "fill_with");
    int slices = Numbers.index(bound.at(0, None.NONE), "slices");
    Object fill = bound.at(1, None.NONE);
    List<Object> items = Iteration.list(input);
    if (slices == 0) {
      throw TemplateException.failed("slice needs at least one column");
    }
    RenderBudget.items(slices);
    List<Object> columns = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < slices; i++) {
      boolean longer = i < items.size() % slices;
      int end = start + items.size() / slices + (longer ? 1 : 0);
      List<Object> column = new ArrayList<>(items.subList(start, end));
      if (fill != None.NONE && !longer) {
        column.add(fill);
      }
      columns.add(new PyList(column));
      start = end;
    }
    return new LazyIterable(columns.iterator());
  }
}
