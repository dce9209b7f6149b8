package io.gristmill.similarity.cosine;

import io.gristmill.similarity.cosine.CutTuner.Tuning;

/**
 * The removal rules on one set of vectors in position order, applied during the join, without a
 * list of pairs.
 */
final class OnTheFlyRules {

  private final Vectors vectors;
  private final FeatureOrder order;
  private final ZoneNorms norms;
  private final Tuning tuning;
  private final JoinSettings settings;
  private final JoinProgress progress;
  private JoinCounters counters = JoinCounters.NONE;

  OnTheFlyRules(
      Vectors vectors,
      FeatureOrder order,
      ZoneNorms norms,
      Tuning tuning,
      JoinSettings settings,
      JoinProgress progress) {
    this.vectors = vectors;
    this.order = order;
    this.norms = norms;
    this.tuning = tuning;
    this.settings = settings;
    this.progress = progress;
  }

  /** As {@link PairRules#earliest}. */
  int[] earliest() {
    try (OrderedJoin join = ordered()) {
      return recordWork(join.earliest());
    }
  }

  /** As {@link PairRules#greedy}. */
  int[] greedy() {
    try (OrderedJoin join = ordered()) {
      return recordWork(join.greedy());
    }
  }

  private OrderedJoin ordered() {
    return OrderedJoin.within(vectors, order, norms, tuning.zone(), settings)
        .withProgress(progress);
  }

  private int[] recordWork(FirstMatches matches) {
    counters = matches.counters();
    return matches.matches();
  }

  /** As {@link PairRules#components}. */
  UnionFind components() {
    UnionFind components = new UnionFind(vectors.size());
    try (ForestJoin join = ForestJoin.within(vectors, order, norms, tuning.bound(), settings)) {
      counters = join.forEach((left, right, cosine) -> components.join(left, right), progress);
    }
    return components;
  }

  JoinCounters counters() {
    return counters;
  }
}
