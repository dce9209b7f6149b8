package io.gristmill.jinja.value;

import org.jspecify.annotations.Nullable;

/** A value with attributes of its own: the {@code loop} of a loop, a macro. */
public interface Members {

  /** What it is, as Python names the type. */
  String typeName();

  /** An attribute, null where there is none. */
  @Nullable Object member(String name);

  /** How it prints. */
  String printed();
}
