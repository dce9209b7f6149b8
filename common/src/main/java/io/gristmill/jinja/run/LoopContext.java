package io.gristmill.jinja.run;

import io.gristmill.jinja.python.Comparison;
import io.gristmill.jinja.python.Iteration;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.Callable;
import io.gristmill.jinja.value.Members;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Undefined;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}. */
final class LoopContext implements Members, Callable {

  /** Renders the loop over other values, one level deeper. */
  interface Recursion {
    Object over(Object values, int depth);
  }

  private Iterator<Object> values;
  private final @Nullable Recursion recursion;
  private final int depth;
  private int length;
  private int index = -1;
  private @Nullable Object before;
  private @Nullable Object current;
  private @Nullable Object after;
  private @Nullable PyTuple lastChange;

  /**
   * @param source the iterated value; its length, if any, is that of the loop
   * @param values iterator over its values
   * @param depth number of enclosing loops of the same recursion
   */
  LoopContext(Object source, Iterator<Object> values, @Nullable Recursion recursion, int depth) {
    this.values = values;
    this.recursion = recursion;
    this.depth = depth;
    this.length = Types.isSized(source) ? Iteration.length(source) : -1;
  }

  boolean hasNext() {
    return peek() != null;
  }

  Object next() {
    Object item = peek();
    if (item == null) {
      throw new IllegalStateException("the loop is over");
    }
    after = null;
    index++;
    before = current;
    current = item;
    return item;
  }

  private @Nullable Object peek() {
    if (after == null && values.hasNext()) {
      after = values.next();
    }
    return after;
  }

  @Override
  public @Nullable Object member(String name) {
    return switch (name) {
      case "index" -> (long) index + 1;
      case "index0" -> (long) index;
      case "first" -> index == 0;
      case "last" -> peek() == null;
      case "length" -> (long) length();
      case "revindex" -> (long) length() - index;
      case "revindex0" -> (long) length() - index - 1;
      case "previtem" -> index == 0 || before == null ? none("previous") : before;
      case "nextitem" -> next(peek());
      case "depth" -> (long) depth + 1;
      case "depth0" -> (long) depth;
      case "cycle" -> new Method("cycle", this::cycle);
      case "changed" -> new Method("changed", this::changed);
      default -> null;
    };
  }

  private static Object next(@Nullable Object item) {
    return item == null ? none("next") : item;
  }

  private static Undefined none(String which) {
    return new Undefined("there is no " + which + " item");
  }

  private int length() {
    if (length < 0) {
      List<Object> rest = new ArrayList<>();
      values.forEachRemaining(rest::add);
      values = rest.iterator();
      length = rest.size() + index + 1 + (after == null ? 0 : 1);
    }
    return length;
  }

  private Object cycle(CallArguments arguments) {
    List<Object> items = arguments.positional();
    if (items.isEmpty() || !arguments.named().isEmpty()) {
      throw TemplateException.failed("loop.cycle() needs values to choose from");
    }
    return items.get(index % items.size());
  }

  private Object changed(CallArguments arguments) {
    PyTuple now = PyTuple.of(arguments.positional());
    boolean changed = lastChange == null || !Comparison.equal(lastChange, now);
    lastChange = now;
    return changed;
  }

  @Override
  public String name() {
    return "loop";
  }

  @Override
  public Object call(CallArguments arguments) {
    Object inner = arguments.bind("loop", 1, "iterable").at(0, "");
    if (recursion == null) {
      throw TemplateException.failed("only a loop marked 'recursive' can be called");
    }
    return recursion.over(inner, depth + 1);
  }

  @Override
  public String typeName() {
    return "LoopContext";
  }

  @Override
  public String printed() {
    return "<LoopContext " + (index + 1) + "/" + length() + ">";
  }

  private record Method(String name, Function<CallArguments, Object> body) implements Callable {
    @Override
    public Object call(CallArguments arguments) {
      return body.apply(arguments);
    }
  }
}
