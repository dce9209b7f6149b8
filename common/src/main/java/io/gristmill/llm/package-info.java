/**
 * Calls to language models: requests ({@link io.gristmill.llm.Request}), their results ({@link
 * io.gristmill.llm.Answer} or a {@link io.gristmill.llm.ModelException}), and models ({@link
 * io.gristmill.llm.Model}). Independent of recipes and Spark. May use {@code check}, {@code config}
 * and {@code random}.
 */
@NullMarked
package io.gristmill.llm;

import org.jspecify.annotations.NullMarked;
