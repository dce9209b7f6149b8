package io.gristmill.jinja.value;

/** A function, a method of a value, or a macro. */
public interface Callable {

  /** The name for messages. */
  String name();

  Object call(CallArguments arguments);
}
