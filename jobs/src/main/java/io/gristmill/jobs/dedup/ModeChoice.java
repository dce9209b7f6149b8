package io.gristmill.jobs.dedup;

import io.gristmill.similarity.cosine.DecisionMode;
import io.gristmill.similarity.cosine.FinderSettings;
import io.gristmill.similarity.cosine.JoinTuning;
import io.gristmill.similarity.cosine.RemovalRule;

/** Whether the cluster join forms pairs or decides without; see the package's description. */
final class ModeChoice {

  /** Similar pairs a text from which on pairs are not formed. */
  static final double MANY_PAIRS = 200;

  private ModeChoice() {}

  /**
   * Chooses.
   *
   * @param remove whether rows are to be removed at all
   * @param tuning with the estimated share of similar pairs
   * @param groups number of groups to decide about
   */
  static DecisionMode of(DedupConfig config, boolean remove, JoinTuning tuning, long groups) {
    if (config.writePairs() || !remove) {
      return DecisionMode.PAIRS;
    }
    return switch (config.strategy()) {
      case PAIRS -> DecisionMode.PAIRS;
      case ON_THE_FLY -> DecisionMode.DIRECT;
      case AUTO ->
          config.keep() == RemovalRule.COMPONENTS || isDense(tuning.density(), groups)
              ? DecisionMode.DIRECT
              : DecisionMode.PAIRS;
    };
  }

  static boolean isDense(double density, long groups) {
    return density >= FinderSettings.DENSE_SHARE || density * (groups - 1) / 2 > MANY_PAIRS;
  }
}
