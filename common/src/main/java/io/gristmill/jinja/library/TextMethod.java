package io.gristmill.jinja.library;

import io.gristmill.jinja.value.CallArguments;

/** A method of {@code str}, given its text and the values of the call. */
@FunctionalInterface
interface TextMethod {

  Object call(String text, CallArguments arguments);
}
