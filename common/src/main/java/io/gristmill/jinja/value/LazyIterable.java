package io.gristmill.jinja.value;

import java.util.Iterator;

/**
 * The result of {@code map}, {@code select}, {@code reverse} and similar filters: values computed
 * lazily and only once. A second loop over it is empty, as with generators in Python.
 */
public final class LazyIterable {

  private final Iterator<Object> values;

  public LazyIterable(Iterator<Object> values) {
    this.values = values;
  }

  public Iterator<Object> values() {
    return values;
  }
}
