package io.gristmill.jobs.task;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
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

  /** Applies {@code function} to each element, lazily and once; leaves out where it gives null. */
  public static <A, B> Iterator<B> mapPresent(
      Iterator<A> source, Function<A, @Nullable B> function) {
    return new Iterator<>() {
      private @Nullable B next;

      @Override
      public boolean hasNext() {
        while (next == null && source.hasNext()) {
          next = function.apply(source.next());
        }
        return next != null;
      }

      @Override
      public B next() {
        if (!hasNext() || next == null) {
          throw new NoSuchElementException();
        }
        B found = next;
        next = null;
        return found;
      }
    };
  }
}
