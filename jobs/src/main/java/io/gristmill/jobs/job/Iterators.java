package io.gristmill.jobs.job;

import java.util.Iterator;
import java.util.function.Function;

/** Lazy iterators. */
public final class Iterators {

  private Iterators() {}

  /** Each element of {@code source} through {@code function}, when it is asked for. */
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
}
