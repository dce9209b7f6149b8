/**
 * Asking again: {@link io.gristmill.llm.retry.Retrying} with back-off, and {@link
 * io.gristmill.llm.retry.ServerHealth}, by which all threads of a process notice together that a
 * server is dead.
 */
@NullMarked
package io.gristmill.llm.retry;

import org.jspecify.annotations.NullMarked;
