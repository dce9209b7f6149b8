package io.gristmill.similarity.cosine;

import io.gristmill.similarity.cosine.CutTuner.Tuning;

/** The removal rules over one set of vectors in position order without a list of pairs. */
final class DirectRules {

  private final Vectors vectors;
  private final FeatureOrder order;
  private final ZoneNorms norms;
  private final Tuning tuning;
  private final JoinSettings settings;
  private final JoinWatcher watcher;
  private JoinCounters counters = JoinCounters.NONE;

  DirectRules(
      Vectors vectors,
      FeatureOrder order,
      ZoneNorms norms,
      Tuning tuning,
      JoinSettings settings,
      JoinWatcher watcher) {
    this.vectors = vectors;
    this.order = order;
    this.norms = norms;
    this.tuning = tuning;
    this.settings = settings;
    this.watcher = watcher;
  }

  /** As {@link PairRules#earliest}. */
  int[] earliest() {
    try (OrderedJoin join = ordered()) {
      return counted(join.earliest());
    }
  }

  /** As {@link PairRules#greedy}. */
  int[] greedy() {
    try (OrderedJoin join = ordered()) {
      return counted(join.greedy());
    }
  }

  private OrderedJoin ordered() {
    return OrderedJoin.within(vectors, order, norms, tuning.zone(), settings).watchedBy(watcher);
  }

  private int[] counted(Witnesses found) {
    counters = found.counters();
    return found.witnesses();
  }

  /** As {@link PairRules#components}. */
  Components components() {
    Components components = new Components(vectors.size());
    try (ForestJoin join = ForestJoin.within(vectors, order, norms, tuning.bound(), settings)) {
      counters = join.forEach((left, right, cosine) -> components.join(left, right), watcher);
    }
    return components;
  }

  JoinCounters counters() {
    return counters;
  }
}
