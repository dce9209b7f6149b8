package io.gristmill.jinja.library;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Iterates over the values that satisfy a test, evaluated lazily. */
public final class FilteredIterator implements Iterator<Object> {

  private final Iterator<Object> values;
  private final Predicate<Object> test;
  private @Nullable Object found;

  public FilteredIterator(Iterator<Object> values, Predicate<Object> test) {
    this.values = values;
    this.test = test;
  }

  @Override
  public boolean hasNext() {
    while (found == null && values.hasNext()) {
      Object value = values.next();
      found = test.test(value) ? value : null;
    }
    return found != null;
  }

  @Override
  public Object next() {
    if (!hasNext() || found == null) {
      throw new NoSuchElementException();
    }
    Object value = found;
    found = null;
    return value;
  }
}
