package io.gristmill.jinja.library;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Iterates over the values that satisfy a test, evaluated lazily. */
public final class FilteredIterator implements Iterator<Object> {

  private final Iterator<Object> values;
  private final Predicate<Object> test;
  private @Nullable Object lookahead;

  public FilteredIterator(Iterator<Object> values, Predicate<Object> test) {
    this.values = values;
    this.test = test;
  }

  @Override
  public boolean hasNext() {
    while (lookahead == null && values.hasNext()) {
      Object value = values.next();
      lookahead = test.test(value) ? value : null;
    }
    return lookahead != null;
  }

  @Override
  public Object next() {
    if (!hasNext() || lookahead == null) {
      throw new NoSuchElementException();
    }
    Object value = lookahead;
    lookahead = null;
    return value;
  }
}
