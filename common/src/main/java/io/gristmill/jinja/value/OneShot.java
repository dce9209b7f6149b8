package io.gristmill.jinja.value;

import java.util.Iterator;

/**
 * What {@code map}, {@code select}, {@code reverse} and their like yield: values that are computed
 * when they are asked for, once. A second loop over it finds nothing, as in Python.
 */
public final class OneShot {

  private final Iterator<Object> values;

  public OneShot(Iterator<Object> values) {
    this.values = values;
  }

  public Iterator<Object> values() {
    return values;
  }
}
