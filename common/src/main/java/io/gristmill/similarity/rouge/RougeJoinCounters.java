package io.gristmill.similarity.rouge;

/**
 * The work of a join; the same for every number of threads.
 *
 * @param visits index entries read
 * @param candidates pairs that passed the length, prefix and position bounds
 * @param lcsCalls pairs that passed the overlap bound too and were compared token by token
 * @param pairs pairs above the threshold
 */
public record RougeJoinCounters(long visits, long candidates, long lcsCalls, long pairs) {

  static final RougeJoinCounters NONE = new RougeJoinCounters(0, 0, 0, 0);

  /** The work of both. */
  public RougeJoinCounters plus(RougeJoinCounters other) {
    return new RougeJoinCounters(
        visits + other.visits,
        candidates + other.candidates,
        lcsCalls + other.lcsCalls,
        pairs + other.pairs);
  }
}
