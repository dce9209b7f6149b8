/**
 * A Jinja engine for chat templates of models: Jinja 3.1 as transformers configures it (immutable
 * sandbox, {@code trim_blocks}, {@code lstrip_blocks}, loop controls, {@code {% generation %}}),
 * with the values and text of Python. Start at {@link io.gristmill.jinja.JinjaTemplate}. The output
 * equals that of transformers byte for byte; unsupported constructs are rejected by name, and there
 * is never partial output. Depends on {@code text} and Jackson.
 */
@NullMarked
package io.gristmill.jinja;

import org.jspecify.annotations.NullMarked;
