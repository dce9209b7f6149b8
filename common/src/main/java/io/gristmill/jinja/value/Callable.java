package io.gristmill.jinja.value;

/** A function, a method of a value, or a macro. */
public interface Callable {

  /** What it is, for messages. */
  String name();

  Object call(CallArguments arguments);
}
