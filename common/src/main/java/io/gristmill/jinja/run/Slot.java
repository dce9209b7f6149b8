package io.gristmill.jinja.run;

/**
 * The cell of a name.
 *
 * @param level of the scope that has it; each scope is one deeper than the one around it
 * @param name of the variable
 */
record Slot(int level, String name) {}
