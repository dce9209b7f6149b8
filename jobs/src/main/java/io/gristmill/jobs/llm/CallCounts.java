package io.gristmill.jobs.llm;

import java.io.Serializable;

/**
 * Counts of the calls of a run so far, for display only: a task that is run again counts again.
 *
 * @param exchangesEnded exchanges that have ended; see {@link ModelClient#recordExchangeEnd}
 * @param fromStore requests answered from the response store
 * @param usage usage of the requests that the model answered or that failed permanently
 */
record CallCounts(long exchangesEnded, long fromStore, TokenUsage usage) implements Serializable {

  static final CallCounts NONE = new CallCounts(0, 0, TokenUsage.ZERO);

  CallCounts plus(CallCounts other) {
    return new CallCounts(
        exchangesEnded + other.exchangesEnded,
        fromStore + other.fromStore,
        usage.plus(other.usage));
  }
}
