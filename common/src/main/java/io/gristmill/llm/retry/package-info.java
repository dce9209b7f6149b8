/**
 * Retries: {@link io.gristmill.llm.retry.RetryingModel} with exponential backoff, and {@link
 * io.gristmill.llm.retry.ServerHealth}, through which all threads of a process detect a server that
 * is down.
 *
 * <p>A general library was considered (resilience4j) and rejected: its retry sleeps
 * uninterruptibly, so a server that is down or a used-up budget would be noticed a minute late; it
 * counts all failures alike, while 429s must not use up the attempts for other errors; and its rate
 * limiter covers one process, while the budget covers the whole job.
 */
@NullMarked
package io.gristmill.llm.retry;

import org.jspecify.annotations.NullMarked;
