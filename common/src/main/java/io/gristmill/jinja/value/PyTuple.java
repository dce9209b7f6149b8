package io.gristmill.jinja.value;

import java.util.List;

/**
 * A tuple; the result of {@code groupby} has named fields.
 *
 * @param items the values, in order
 * @param names names of the fields, one per item; or empty
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
