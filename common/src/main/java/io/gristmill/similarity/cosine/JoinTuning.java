package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * Tuning of a join from a sample, shared by all tasks of a cluster so that every part uses the same
 * cut. Affects the cost only.
 *
 * @param cut for {@link JoinSettings}, as a multiple of the threshold
 * @param zone number of zones to index when tiles mix vectors of all cuts, as in {@link
 *     OrderedJoin}
 * @param density fraction of the sampled pairs above the threshold, in [0, 1]
 */
public record JoinTuning(double cut, int zone, double density) implements Serializable {

  /**
   * Tunes on a sample. A corpus of fewer than 1000 vectors gets a default and density 0, since
   * joining it costs less than tuning.
   *
   * @param sample vectors sampled uniformly from the corpus
   * @param corpus number of vectors in the whole corpus, at least the size of the sample
   */
  public static JoinTuning of(
      Vectors sample, FeatureOrder order, JoinSettings settings, long corpus) {
    Require.that(
        corpus >= sample.size(),
        "the sample must not exceed the corpus of %d vectors, was %d",
        corpus,
        sample.size());
    CutTuner.Tuning tuning =
        CutTuner.tune(sample, order, ZoneNorms.of(sample, order), settings, corpus);
    return new JoinTuning(tuning.bound() / settings.threshold(), tuning.zone(), tuning.density());
  }

  /** Returns the settings with this cut. */
  public JoinSettings apply(JoinSettings settings) {
    return settings.withCut(cut);
  }
}
