package io.gristmill.jobs.train.run.settings;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.model.PreferenceLoss;

/** Reads {@code dpo.loss} of reference.conf. */
public final class LossSettings {

  private LossSettings() {}

  public static PreferenceLoss read(SettingsReader reader) {
    PreferenceLoss.LossType kind = reader.choice("kind", PreferenceLoss.LossType.class);
    double smoothing = reader.real("smoothing", 0, 0.499999);
    boolean sigmoid =
        kind == PreferenceLoss.LossType.SIGMOID || kind == PreferenceLoss.LossType.SIGMOID_NORM;
    if (smoothing > 0 && !sigmoid) {
      reader.problem("smoothing", "0 for " + SettingsReader.kebab(kind));
    }
    return new PreferenceLoss(
        kind,
        reader.real("beta", 1e-9, 1e9),
        sigmoid ? smoothing : 0,
        reader.real("likelihood", 0, 1e9));
  }
}
