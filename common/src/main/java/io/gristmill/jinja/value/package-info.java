/**
 * The values of templates: Python values as Java objects. Text is {@code String} (or {@link
 * io.gristmill.jinja.value.Safe}), numbers are {@code Long}, {@code BigInteger} and {@code Double},
 * booleans are {@code Boolean}; all others are types of this package. {@code null} is not a value.
 * All values are immutable except {@link io.gristmill.jinja.value.Namespace}, as in Jinja's
 * immutable sandbox. Errors of templates are reported as {@link
 * io.gristmill.jinja.value.TemplateException}.
 */
@NullMarked
package io.gristmill.jinja.value;

import org.jspecify.annotations.NullMarked;
