package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.Undefined;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The variable {@code loop}, and the iteration over the values of the loop. */
final class Loop {

  private Iterator<Object> values;
  private int length;
  private int index = -1;
  private @Nullable Object previous;
  private @Nullable Object current;
  private @Nullable Object next;

  /**
   * @param length number of values, negative if it is unknown
   */
  Loop(Iterator<Object> values, int length) {
    this.values = values;
    this.length = length;
  }

  boolean hasNext() {
    return peek() != null;
  }

  /** Proceeds to the next value. */
  Object next() {
    Object item = Objects.requireNonNull(peek());
    next = null;
    index++;
    previous = current;
    current = item;
    return item;
  }

  private @Nullable Object peek() {
    if (next == null && values.hasNext()) {
      next = values.next();
    }
    return next;
  }

  /** An attribute, or null if it does not exist. */
  @Nullable Object member(String name) {
    Unsupported.LOOP.reject(name, 0);
    return switch (name) {
      case "index" -> index + 1L;
      case "index0" -> (long) index;
      case "first" -> index == 0;
      case "last" -> peek() == null;
      case "length" -> (long) length();
      case "revindex" -> (long) length() - index;
      case "revindex0" -> (long) length() - index - 1;
      case "previtem" -> Objects.requireNonNullElseGet(previous, () -> none("previous"));
      case "nextitem" -> Objects.requireNonNullElseGet(peek(), () -> none("next"));
      default -> null;
    };
  }

  private static Undefined none(String which) {
    return new Undefined("there is no " + which + " item");
  }

  private int length() {
    if (length < 0) {
      List<Object> rest = new ArrayList<>();
      values.forEachRemaining(rest::add);
      values = rest.iterator();
      length = rest.size() + index + 1 + (next == null ? 0 : 1);
    }
    return length;
  }
}
