/**
 * Rendering: {@link io.gristmill.jinja.run.Program} is a template with its scopes worked out,
 * {@link io.gristmill.jinja.run.Interpreter} one rendering of it. A name means what it means to
 * Jinja's compiler: every scope has a cell for each name it assigns, filled from around it when the
 * scope is entered, so an assignment within a loop is gone after each pass.
 */
@NullMarked
package io.gristmill.jinja.run;

import org.jspecify.annotations.NullMarked;
