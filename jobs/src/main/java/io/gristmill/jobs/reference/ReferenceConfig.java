package io.gristmill.jobs.reference;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.data.DataConfig;
import java.io.Serializable;

/**
 * Settings of the reference model: block {@code reference} of reference.conf, which explains them.
 *
 * @param data settings that encode preferences as tokens; block {@code training-data}
 */
public record ReferenceConfig(String model, String device, boolean bf16, DataConfig data)
    implements Serializable {

  public static ReferenceConfig read(Settings settings, Problems problems) {
    SettingsReader reader = settings.reader("reference", problems);
    String device = reader.text("device");
    if (!device.matches("auto|cpu|cuda(:\\d{1,4})?")) {
      reader.problem("device", "auto, cpu, cuda or cuda:N");
    }
    if (reader.optionalText("model").isEmpty()) {
      reader.problem("model", "the directory of a model");
    }
    return new ReferenceConfig(
        reader.optionalText("model").orElse(""),
        device,
        reader.flag("bf16"),
        DataConfig.read(settings.reader("training-data", problems)));
  }
}
