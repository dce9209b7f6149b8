package io.gristmill.llm.budget;

import io.gristmill.check.Require;

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
    long capNanos) {

  private static final int FIELD_COUNT = 9;

  /** Encodes the grant for RPC messages, which consist of JDK types. */
  public long[] toLongs() {
    return new long[] {
      requests,
      tokensEach,
      nanosEach,
      concurrency,
      validNanos,
      paced ? 1 : 0,
      exhausted ? 1 : 0,
      spentNanos,
      capNanos
    };
  }

  /** The reverse of {@link #toLongs}. */
  public static Grant of(long[] n) {
    Require.that(n.length == FIELD_COUNT, "a grant has %d fields", FIELD_COUNT);
    return new Grant(n[0], n[1], n[2], n[3], n[4], n[5] != 0, n[6] != 0, n[7], n[8]);
  }
}
