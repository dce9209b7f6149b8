package io.gristmill.similarity.rouge;

/**
 * The work done by a join; does not depend on the number of threads.
 *
 * @param visits index entries read
 * @param candidates pairs that passed the length, prefix and position bounds
 * @param lcsCalls pairs that also passed the overlap bound and were compared token by token
 * @param pairs pairs above the threshold
 */
public record RougeJoinCounters(long visits, long candidates, long lcsCalls, long pairs) {

  static final RougeJoinCounters NONE = new RougeJoinCounters(0, 0, 0, 0);

  /** Returns the sum of both. */
  public RougeJoinCounters plus(RougeJoinCounters other) {
    return new RougeJoinCounters(
        visits + other.visits,
        candidates + other.candidates,
        lcsCalls + other.lcsCalls,
        pairs + other.pairs);
  }
}
