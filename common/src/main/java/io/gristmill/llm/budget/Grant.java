package io.gristmill.llm.budget;

import java.io.Serializable;

/**
 * A lease that the driver grants to an executor.
 *
 * @param requests number of calls that may be started
 * @param tokensEach maximum tokens per call
 * @param nanosEach maximum cost per call in nano-dollars
 * @param concurrency maximum number of concurrent calls from now on
 * @param validNanos validity in nanoseconds; unused calls are then returned
 * @param paced whether to spread the calls over the time until the next lease request
 * @param exhausted whether the spending limit is used up
 * @param spentNanos nano-dollars spent by the whole job, for messages
 * @param capNanos spending limit of the whole job in nano-dollars, for messages
 */
public record Grant(
    long requests,
    long tokensEach,
    long nanosEach,
    long concurrency,
    long validNanos,
    boolean paced,
    boolean exhausted,
    long spentNanos,
    long capNanos)
    implements Serializable {}
