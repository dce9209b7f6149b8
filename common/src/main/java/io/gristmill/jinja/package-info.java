/**
 * A Jinja of our own, for the templates that models ship: Jinja 3.1 as transformers configures it
 * (immutable sandbox, {@code trim_blocks}, {@code lstrip_blocks}, loop controls, {@code {%
 * generation %}}), with Python's values and text. Start at {@link io.gristmill.jinja.Template}.
 * Equal to the byte, or refused with the name of the construct; never rendered in part. Depends on
 * {@code text} and Jackson.
 */
@NullMarked
package io.gristmill.jinja;

import org.jspecify.annotations.NullMarked;
