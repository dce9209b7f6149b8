package io.gristmill.jinja.value;

import org.jspecify.annotations.Nullable;

/** A value with attributes: the variable {@code loop} or a macro. */
public interface Members {

  /** The Python name of the type. */
  String typeName();

  /** The attribute, or null if it does not exist. */
  @Nullable Object member(String name);

  /** The printed form. */
  String printed();
}
