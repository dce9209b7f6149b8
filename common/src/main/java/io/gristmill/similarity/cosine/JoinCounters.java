package io.gristmill.similarity.cosine;

import java.io.Serializable;

/**
 * The work done by a join.
 *
 * @param visits postings added to an accumulator
 * @param survivors pairs whose integer bound reached the threshold
 * @param products pairs decided by their canonical dot product
 */
public record JoinCounters(long visits, long survivors, long products) implements Serializable {

  public static final JoinCounters NONE = new JoinCounters(0, 0, 0);

  public JoinCounters plus(JoinCounters other) {
    return new JoinCounters(
        visits + other.visits, survivors + other.survivors, products + other.products);
  }
}
