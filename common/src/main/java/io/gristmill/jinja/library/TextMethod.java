package io.gristmill.jinja.library;

import io.gristmill.jinja.value.CallArguments;

/** A method of {@code str}, with the text and the arguments of the call. */
@FunctionalInterface
interface TextMethod {

  Object call(String text, CallArguments arguments);
}
