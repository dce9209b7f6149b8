package io.gristmill.similarity.cosine;

/** A join that yields pairs step by step, in an order that depends on its input alone. */
public sealed interface PairJoin extends AutoCloseable permits TileJoin, ForestJoin {

  /**
   * Does the next step and hands its pairs over.
   *
   * @return false when the join is complete; the sink got nothing then
   */
  boolean advance(PairSink sink);

  /** The work done so far; independent of threads. */
  JoinCounters counters();

  /** Runs the join to its end. */
  default JoinCounters forEach(PairSink sink) {
    while (advance(sink)) {
      // each step hands its pairs over
    }
    return counters();
  }

  @Override
  void close();
}
