package io.gristmill.jinja;

/** A function, a method of a value, or a macro. */
@FunctionalInterface
interface Callable {

  Object call(CallArguments arguments);
}
