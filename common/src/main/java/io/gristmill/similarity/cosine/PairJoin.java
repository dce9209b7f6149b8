package io.gristmill.similarity.cosine;

/** A join that yields its pairs step by step, in an order that depends on its input only. */
public sealed interface PairJoin extends AutoCloseable permits TileJoin, ForestJoin {

  /** Runs the next step and passes its pairs to the sink; false without any if it is complete. */
  boolean advance(PairSink sink);

  /** Returns the work done so far; it does not depend on threads. */
  JoinCounters counters();

  default JoinCounters forEach(PairSink sink) {
    while (advance(sink)) {
      // each step passes its pairs to the sink
    }
    return counters();
  }

  @Override
  void close();
}
