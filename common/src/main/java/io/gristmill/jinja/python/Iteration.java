package io.gristmill.jinja.python;

import io.gristmill.jinja.value.DictView;
import io.gristmill.jinja.value.LazyIterable;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyRange;
import io.gristmill.jinja.value.PySequence;
import io.gristmill.jinja.value.RenderBudget;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Undefined;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/** {@code iter}, {@code len} and {@code list}. */
public final class Iteration {

  private Iteration() {}

  /**
   * {@code iter(value)}.
   *
   * @throws TemplateException if the value is not iterable
   */
  public static Iterator<Object> of(Object value) {
    if (value instanceof PySequence sequence) {
      return sequence.items().iterator();
    }
    if (value instanceof LazyIterable once) {
      return once.values();
    }
    if (value instanceof PyDict dict) {
      return dict.entries().stream().map(PyDict.Entry::key).iterator();
    }
    if (value instanceof DictView view) {
      return view.items().iterator();
    }
    if (value instanceof PyRange range) {
      return IntStream.range(0, range.size()).mapToObj(range::at).iterator();
    }
    if (Types.isText(value)) {
      return characters(Types.text(value));
    }
    if (value instanceof Undefined) {
      return List.of().iterator();
    }
    throw TemplateException.failed("'" + Types.name(value) + "' object is not iterable");
  }

  /**
   * {@code len(value)}.
   *
   * @throws TemplateException if the value has no length
   */
  public static int length(Object value) {
    if (value instanceof PySequence sequence) {
      return sequence.items().size();
    }
    if (value instanceof PyDict dict) {
      return dict.size();
    }
    if (value instanceof DictView view) {
      return view.dict().size();
    }
    if (value instanceof PyRange range) {
      return range.size();
    }
    if (Types.isText(value)) {
      return PythonText.length(Types.text(value));
    }
    if (value instanceof Undefined) {
      return 0;
    }
    throw TemplateException.failed("object of type '" + Types.name(value) + "' has no len()");
  }

  /** {@code list(value)}. */
  public static List<Object> list(Object value) {
    if (value instanceof PySequence sequence) {
      return sequence.items();
    }
    List<Object> items = new ArrayList<>();
    of(value)
        .forEachRemaining(
            item -> {
              RenderBudget.items(items.size() + 1L);
              items.add(item);
            });
    return items;
  }

  /** {@code reversed(value)}: the items of a value in reverse order. */
  public static Iterator<Object> backwards(Object value) {
    if (value instanceof LazyIterable || !Types.isSized(value)) {
      throw TemplateException.failed("'" + Types.name(value) + "' object is not reversible");
    }
    List<Object> items = list(value);
    return IntStream.range(0, items.size())
        .mapToObj(i -> items.get(items.size() - 1 - i))
        .iterator();
  }

  private static Iterator<Object> characters(String text) {
    return text.codePoints().mapToObj(c -> (Object) Character.toString(c)).iterator();
  }
}
