package io.gristmill.llm.budget;

import io.gristmill.check.Require;

/**
 * What the driver leases to an executor.
 *
 * @param requests calls that may be started
 * @param tokensEach tokens that each may use
 * @param nanosEach nano-dollars that each may cost
 * @param concurrency calls that may be in flight at a time, from now on
 * @param validNanos how long calls of this grant may be started; what is left then goes back
 * @param paced whether they are to be spread over the time until the next ask
 * @param exhausted no money is left for another call, and none will come back
 * @param spentNanos of the whole job, for messages
 * @param capNanos of the whole job, for messages
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

  /** For messages of JDK types. */
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
    Require.that(n.length == FIELD_COUNT, "a grant has %d numbers", FIELD_COUNT);
    return new Grant(n[0], n[1], n[2], n[3], n[4], n[5] != 0, n[6] != 0, n[7], n[8]);
  }
}
