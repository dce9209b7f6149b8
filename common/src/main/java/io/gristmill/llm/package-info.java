/**
 * Calls of language models: what is asked ({@link io.gristmill.llm.Request}), what comes back
 * ({@link io.gristmill.llm.Answer} or a {@link io.gristmill.llm.ModelException}), and the servers
 * that are spoken to ({@link io.gristmill.llm.Model}). Knows neither recipes nor Spark. May use
 * {@code check}, {@code config} and {@code random}.
 */
@NullMarked
package io.gristmill.llm;

import org.jspecify.annotations.NullMarked;
