package io.gristmill.jinja.value;

import java.util.List;

/**
 * A tuple, of named fields where {@code groupby} made it.
 *
 * @param items its values, in order
 * @param names of the fields, as many as items; or none
 */
public record PyTuple(List<Object> items, List<String> names) implements PySequence {

  public PyTuple {
    items = List.copyOf(items);
    names = List.copyOf(names);
  }

  public static PyTuple of(Object... items) {
    return new PyTuple(List.of(items), List.of());
  }

  public static PyTuple of(List<Object> items) {
    return new PyTuple(items, List.of());
  }
}
