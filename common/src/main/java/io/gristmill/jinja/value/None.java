package io.gristmill.jinja.value;

/** Python's {@code None}. */
public enum None {
  NONE
}
