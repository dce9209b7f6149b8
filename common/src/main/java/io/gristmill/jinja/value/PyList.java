package io.gristmill.jinja.value;

import java.util.List;

/**
 * A list, which templates cannot modify.
 *
 * @param items the values, in order
 */
public record PyList(List<Object> items) implements PySequence {

  public PyList {
    items = List.copyOf(items);
  }
}
