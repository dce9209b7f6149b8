package io.gristmill.jinja.library;

import io.gristmill.jinja.value.CallArguments;

/** The implementation of a filter ({@code value|filter}). */
@FunctionalInterface
interface Filter {

  Object apply(Object input, CallArguments arguments);
}
