/**
 * Parsing of templates: {@link io.gristmill.jinja.syntax.Parser} turns the source into a list of
 * {@link io.gristmill.jinja.syntax.Stmt}, by the rules of Jinja 3.1 with {@code trim_blocks} and
 * {@code lstrip_blocks}, loop controls and {@code {% generation %}} blocks. Unsupported constructs
 * of Jinja are rejected here with their name and line.
 */
@NullMarked
package io.gristmill.jinja.syntax;

import org.jspecify.annotations.NullMarked;
