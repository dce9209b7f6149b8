/**
 * Asking again: {@link io.gristmill.llm.retry.RetryingModel} with back-off, and {@link
 * io.gristmill.llm.retry.ServerHealth}, by which all threads of a process notice together that a
 * server is dead.
 *
 * <p>Not by a general library (resilience4j was looked at): its retry sleeps where nothing can wake
 * it, so a dead server, an interrupt or the end of a budget would be noticed a minute late; it
 * counts all failures alike, while 429s must not use up the attempts of other failures; and its
 * rate limiter is that of one process, while the budget here is one for the whole job.
 */
@NullMarked
package io.gristmill.llm.retry;

import org.jspecify.annotations.NullMarked;
