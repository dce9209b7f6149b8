package io.gristmill.jobs.dedup;

import io.gristmill.similarity.cosine.FinderSettings;
import io.gristmill.similarity.cosine.JoinTuning;
import io.gristmill.similarity.cosine.RemovalRule;
import io.gristmill.similarity.cosine.RemovalStrategy;

/** Whether the cluster join forms pairs or decides without; see the package's description. */
final class StrategyChoice {

  /** Similar pairs a text from which on pairs are not formed. */
  static final double DENSE_PAIRS_PER_TEXT = 200;

  private StrategyChoice() {}

  /**
   * Chooses.
   *
   * @param remove whether rows are to be removed at all
   * @param tuning with the estimated share of similar pairs
   * @param groups number of groups to decide about
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
