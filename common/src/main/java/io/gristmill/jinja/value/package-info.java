/**
 * What a template computes with: Python's values as Java objects. Text is {@code String} (or {@link
 * io.gristmill.jinja.value.Safe}), numbers are {@code Long}, {@code BigInteger} and {@code Double},
 * truth is {@code Boolean}, and the types of this package are the rest; {@code null} is no value.
 * All of them are immutable but {@link io.gristmill.jinja.value.Namespace}, as in Jinja's immutable
 * sandbox. Errors of templates are {@link io.gristmill.jinja.value.TemplateException}.
 */
@NullMarked
package io.gristmill.jinja.value;

import org.jspecify.annotations.NullMarked;
