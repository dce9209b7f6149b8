/**
 * Serves the rehearsal over HTTP with the APIs of OpenAI and Ollama: {@link
 * io.gristmill.rehearsal.server.RehearsalServer}. May use {@code rehearsal}, {@code llm}, {@code
 * config} and {@code check}.
 */
@NullMarked
package io.gristmill.rehearsal.server;

import org.jspecify.annotations.NullMarked;
