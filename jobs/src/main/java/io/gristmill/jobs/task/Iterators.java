package io.gristmill.jobs.task;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lazy iterators. */
public final class Iterators {

  private Iterators() {}

  /** Applies {@code function} to each element, lazily. */
  public static <A, B> Iterator<B> map(Iterator<A> source, Function<A, B> function) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public B next() {
        return function.apply(source.next());
      }
    };
  }

  /** The elements that match, in order; the predicate is evaluated once per element. */
  public static <A> Iterator<A> filter(Iterator<A> source, Predicate<A> predicate) {
    return new Iterator<>() {
      private @Nullable A next;

      @Override
      public boolean hasNext() {
        while (next == null && source.hasNext()) {
          A candidate = source.next();
          next = predicate.test(candidate) ? candidate : null;
        }
        return next != null;
      }

      @Override
      public A next() {
        if (!hasNext() || next == null) {
          throw new NoSuchElementException();
        }
        A found = next;
        next = null;
        return found;
      }
    };
  }
}
