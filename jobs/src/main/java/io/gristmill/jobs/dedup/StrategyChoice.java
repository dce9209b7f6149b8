package io.gristmill.jobs.dedup;

import io.gristmill.similarity.cosine.FinderSettings;
import io.gristmill.similarity.cosine.JoinTuning;
import io.gristmill.similarity.cosine.RemovalRule;
import io.gristmill.similarity.cosine.RemovalStrategy;

/**
 * Decides whether the cluster join collects pairs or decides on the fly; see the description of the
 * package.
 */
final class StrategyChoice {

  /** Expected similar pairs per text from which on pairs are not collected. */
  static final double DENSE_PAIRS_PER_TEXT = 200;

  private StrategyChoice() {}

  /**
   * Chooses the strategy.
   *
   * @param remove whether rows are to be removed at all
   * @param tuning tuning with the estimated fraction of similar pairs
   * @param groups number of groups to decide
   */
  static RemovalStrategy choose(
      DedupConfig config, boolean remove, JoinTuning tuning, long groups) {
    if (config.writePairs() || !remove) {
      return RemovalStrategy.PAIRS;
    }
    return switch (config.strategy()) {
      case PAIRS -> RemovalStrategy.PAIRS;
      case ON_THE_FLY -> RemovalStrategy.ON_THE_FLY;
      case AUTO ->
          config.keep() == RemovalRule.COMPONENTS || isDense(tuning.density(), groups)
              ? RemovalStrategy.ON_THE_FLY
              : RemovalStrategy.PAIRS;
    };
  }

  static boolean isDense(double density, long groups) {
    return density >= FinderSettings.DENSE_FRACTION
        || density * (groups - 1) / 2 > DENSE_PAIRS_PER_TEXT;
  }
}
