package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * What a sample says about a join, for a cluster where every part must be cut alike. Affects cost
 * only.
 *
 * @param cut for {@link JoinSettings}, as a multiple of the threshold
 * @param zone how many zones to index where tiles mix vectors of all cuts, as in {@link
 *     OrderedJoin}
 * @param density share of the sampled pairs above the threshold, in [0, 1]
 */
public record JoinTuning(double cut, int zone, double density) implements Serializable {

  /**
   * Tunes on a sample. A corpus of less than a thousand vectors gets a default and density 0, as
   * its join costs less than tuning it.
   *
   * @param sample vectors drawn evenly from the corpus
   * @param corpus number of vectors of the whole corpus, at least the sample's
   */
  public static JoinTuning of(
      Vectors sample, FeatureOrder order, JoinSettings settings, long corpus) {
    Require.that(
        corpus >= sample.size(), "a corpus of %d has no sample of %d", corpus, sample.size());
    CutTuner.Tuning tuning =
        CutTuner.tune(sample, order, ZoneNorms.of(sample, order), settings, corpus);
    return new JoinTuning(tuning.bound() / settings.threshold(), tuning.zone(), tuning.density());
  }

  /** The settings with this cut. */
  public JoinSettings apply(JoinSettings settings) {
    return settings.withCut(cut);
  }
}
