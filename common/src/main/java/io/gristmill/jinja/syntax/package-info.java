/**
 * Reading a template: {@link io.gristmill.jinja.syntax.Parser} makes a list of {@link
 * io.gristmill.jinja.syntax.Stmt} of the source, by the rules of Jinja 3.1 with {@code trim_blocks}
 * and {@code lstrip_blocks}, loop controls and {@code {% generation %}} blocks. What Jinja has and
 * this engine has not is refused here, with its name and line.
 */
@NullMarked
package io.gristmill.jinja.syntax;

import org.jspecify.annotations.NullMarked;
