package io.gristmill.jinja.value;

import java.util.List;

/**
 * A list. Templates cannot change one.
 *
 * @param items its values, in order
 */
public record PyList(List<Object> items) implements PySequence {

  public PyList {
    items = List.copyOf(items);
  }
}
