package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Iteration;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.LazyIterable;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.TemplateException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** {@code map}, {@code select}, {@code reject} and their attribute variants; all are lazy. */
final class SelectFilters {

  private SelectFilters() {}

  static void addTo(Map<String, Filter> filters) {
    filters.put("map", SelectFilters::map);
    filters.put("select", (input, arguments) -> select(input, arguments, false, true));
    filters.put("reject", (input, arguments) -> select(input, arguments, false, false));
    filters.put("selectattr", (input, arguments) -> select(input, arguments, true, true));
    filters.put("rejectattr", (input, arguments) -> select(input, arguments, true, false));
  }

  private static Iterator<Object> values(Object input) {
    return Types.truthy(input) ? Iteration.of(input) : List.of().iterator();
  }

  private static Object map(Object input, CallArguments arguments) {
    UnaryOperator<Object> change = change(arguments);
    Iterator<Object> values = values(input);
    return new LazyIterable(
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return values.hasNext();
          }

          @Override
          public Object next() {
            return change.apply(values.next());
          }
        });
  }

  private static UnaryOperator<Object> change(CallArguments arguments) {
    if (arguments.positional().isEmpty() && arguments.named().containsKey("attribute")) {
      CallArguments.Bound bound = arguments.bind("map", 1, "attribute", "default");
      return item -> AttributePath.read(item, bound.at(0, None.NONE), bound.at(1, None.NONE));
    }
    if (arguments.positional().isEmpty()) {
      throw TemplateException.failed("map needs a filter or an attribute");
    }
    String name = Types.textOf(arguments.positional().get(0), "the filter of map");
    CallArguments rest = from(arguments, 1);
    return item -> Filters.apply(name, item, rest);
  }

  private static Object select(
      Object input, CallArguments arguments, boolean byAttribute, boolean expected) {
    if (byAttribute && arguments.positional().isEmpty()) {
      throw TemplateException.failed("selectattr and rejectattr need an attribute");
    }
    Object path = byAttribute ? arguments.positional().get(0) : None.NONE;
    CallArguments test = from(arguments, byAttribute ? 1 : 0);
    return new LazyIterable(
        new FilteredIterator(
            values(input), item -> holds(AttributePath.read(item, path), test) == expected));
  }

  private static boolean holds(Object value, CallArguments test) {
    if (test.positional().isEmpty()) {
      return Types.truthy(value);
    }
    String name = Types.textOf(test.positional().get(0), "the test");
    return Tests.holds(name, value, from(test, 1));
  }

  private static CallArguments from(CallArguments arguments, int index) {
    List<Object> rest = arguments.positional().subList(index, arguments.positional().size());
    return new CallArguments(rest, new LinkedHashMap<>(arguments.named()));
  }
}
