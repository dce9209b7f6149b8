package io.gristmill.jinja.library;

import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.Callable;

/**
 * A function or a method of a value.
 *
 * @param name name for messages
 * @param body the implementation
 */
record Function(String name, Body body) implements Callable {

  /** The implementation of a function. */
  @FunctionalInterface
  interface Body {
    Object call(CallArguments arguments);
  }

  @Override
  public Object call(CallArguments arguments) {
    return body.call(arguments);
  }
}
