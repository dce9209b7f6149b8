package io.gristmill.jinja.library;

import io.gristmill.jinja.value.CallArguments;

/** What stands behind {@code |}. */
@FunctionalInterface
interface Filter {

  Object apply(Object input, CallArguments arguments);
}
