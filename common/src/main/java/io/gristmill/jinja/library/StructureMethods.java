package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Comparison;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.DictView;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.PyRange;
import io.gristmill.jinja.value.PySequence;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Undefined;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Methods of dictionaries, lists, tuples and the other types that are not text. */
final class StructureMethods {

  /** Mutating methods, which the sandbox forbids. */
  private static final Set<String> CHANGE_A_DICT =
      Set.of("clear", "pop", "popitem", "setdefault", "update");

  private static final Set<String> CHANGE_A_LIST =
      Set.of("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove");

  private static final Set<String> OF_NUMBERS =
      Set.of(
          "as_integer_ratio",
          "bit_count",
          "bit_length",
          "conjugate",
          "denominator",
          "from_bytes",
          "fromhex",
          "hex",
          "imag",
          "is_integer",
          "numerator",
          "real",
          "to_bytes");

  private StructureMethods() {}

  static @Nullable Object ofDict(PyDict dict, String name) {
    return switch (name) {
      case "get" -> new Function(name, arguments -> get(dict, arguments));
      case "items" -> view(name, DictView.Part.ITEMS, dict);
      case "keys" -> view(name, DictView.Part.KEYS, dict);
      case "values" -> view(name, DictView.Part.VALUES, dict);
      case "copy" -> new Function(name, arguments -> none(name, arguments, dict.copy()));
      case "fromkeys" -> throw unsupported(dict, name);
      default -> CHANGE_A_DICT.contains(name) ? forbidden(dict, name) : null;
    };
  }

  static @Nullable Object of(Object object, String name) {
    if (object instanceof PySequence sequence) {
      return ofSequence(sequence, name);
    }
    boolean number = Types.isNumber(object) && OF_NUMBERS.contains(name);
    boolean range =
        object instanceof PyRange
            && Set.of("start", "stop", "step", "count", "index").contains(name);
    boolean view = object instanceof DictView && Set.of("mapping", "isdisjoint").contains(name);
    if (number || range || view) {
      throw unsupported(object, name);
    }
    return null;
  }

  private static @Nullable Object ofSequence(PySequence sequence, String name) {
    List<Object> items = sequence.items();
    if (name.equals("count")) {
      return new Function(name, arguments -> (long) places(items, arguments, name).size());
    }
    if (name.equals("index")) {
      return new Function(name, arguments -> index(items, arguments));
    }
    if (sequence instanceof PyList list) {
      if (name.equals("copy")) {
        return new Function(name, arguments -> none(name, arguments, list));
      }
      return CHANGE_A_LIST.contains(name) ? forbidden(list, name) : null;
    }
    return null;
  }

  private static Object get(PyDict dict, CallArguments arguments) {
    if (!arguments.named().isEmpty()) {
      throw TemplateException.failed("dict.get() takes no keyword arguments");
    }
    CallArguments.Bound bound = arguments.bind("get", 1, "key", "default");
    Object value = dict.get(bound.at(0, None.NONE));
    return value == null ? bound.at(1, None.NONE) : value;
  }

  private static Function view(String name, DictView.Part part, PyDict dict) {
    return new Function(name, arguments -> none(name, arguments, new DictView(part, dict)));
  }

  private static Object none(String name, CallArguments arguments, Object result) {
    arguments.bind(name, 0);
    return result;
  }

  private static List<Integer> places(List<Object> items, CallArguments arguments, String name) {
    Object sought = arguments.bind(name, 1, "value").at(0, None.NONE);
    return IntStream.range(0, items.size())
        .filter(i -> Comparison.equal(items.get(i), sought))
        .boxed()
        .toList();
  }

  private static Object index(List<Object> items, CallArguments arguments) {
    List<Integer> places = places(items, arguments, "index");
    if (places.isEmpty()) {
      throw TemplateException.failed("the value is not in the list");
    }
    return (long) places.get(0);
  }

  private static Undefined forbidden(Object object, String name) {
    return new Undefined(
        "the method '" + name + "' of '" + Types.name(object) + "' is not safe to call");
  }

  private static TemplateException unsupported(Object object, String name) {
    return TemplateException.unsupported(
        "the attribute '" + name + "' of '" + Types.name(object) + "'");
  }
}
