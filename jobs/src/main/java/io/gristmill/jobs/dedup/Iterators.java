package io.gristmill.jobs.dedup;

import java.util.Iterator;
import java.util.function.Function;

/** Lazy iterators. */
final class Iterators {

  private Iterators() {}

  static <A, B> Iterator<B> map(Iterator<A> source, Function<A, B> function) {
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
