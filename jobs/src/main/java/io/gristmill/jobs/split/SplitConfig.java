package io.gristmill.jobs.split;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.table.TextField;
import io.gristmill.mix.Split;
import io.gristmill.mix.SplitRatios;
import java.io.Serializable;

/**
 * The settings of block {@code split} of reference.conf, which explains them.
 *
 * @param seed seed of the hash that assigns rows to splits
 */
public record SplitConfig(
    SplitRatios ratios, Leakage leakage, TextField compareField, double threshold, long seed)
    implements Serializable {

  /** Methods that keep similar rows out of different splits. */
  public enum Leakage {
    DROP,
    GROUP,
    IGNORE
  }

  public static SplitConfig read(Settings settings, Problems problems) {
    SettingsReader split = settings.reader("split", problems);
    return new SplitConfig(
        ratios(split, problems),
        split.choice("leakage", Leakage.class),
        split.choice("compare-field", TextField.class),
        split.real("threshold", 0.01, 0.9999),
        settings.seed(problems));
  }

  private static SplitRatios ratios(SettingsReader split, Problems problems) {
    SettingsReader ratios = split.below("ratios");
    double train = ratios.real(Split.TRAIN.key(), 0, 1);
    double validation = ratios.real(Split.VALIDATION.key(), 0, 1);
    double test = ratios.real(Split.TEST.key(), 0, 1);
    if (!SplitRatios.sumToOne(train, validation, test)) {
      problems.add(
          "split.ratios must add up to 1, was train=%s validation=%s test=%s",
          train, validation, test);
      return new SplitRatios(1, 0, 0);
    }
    return new SplitRatios(train, validation, test);
  }
}
