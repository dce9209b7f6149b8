package io.gristmill.jinja.run;

/**
 * The cell of a name.
 *
 * @param level level of its scope; each scope is one level deeper than the enclosing one
 * @param name name of the variable
 */
record Slot(int level, String name) {}
