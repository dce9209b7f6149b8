/**
 * Rendering: {@link io.gristmill.jinja.run.Program} is a template with resolved scopes, {@link
 * io.gristmill.jinja.run.Interpreter} renders it once. Names follow the Jinja compiler: every scope
 * has a cell for each name that it assigns, initialized from the enclosing scope on entry, so an
 * assignment inside a loop is lost after each iteration.
 */
@NullMarked
package io.gristmill.jinja.run;

import org.jspecify.annotations.NullMarked;
