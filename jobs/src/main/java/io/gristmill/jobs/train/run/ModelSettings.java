package io.gristmill.jobs.train.run;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.model.Lora;
import io.gristmill.jobs.train.model.TransformerConfig;
import java.util.List;
import java.util.Optional;

/**
 * The initial model and its trained parameters.
 *
 * @param path its directory; empty for a model from scratch
 * @param dropout dropout probability that replaces that of the model's configuration
 * @param lora adapters that are trained in place of the weights
 */
public record ModelSettings(
    Optional<String> path, ScratchSettings scratch, Optional<Double> dropout, Optional<Lora> lora) {

  public static ModelSettings read(SettingsReader reader) {
    ModelSettings settings =
        new ModelSettings(
            reader.optionalText("model"),
            ScratchSettings.read(reader.below("scratch")),
            reader.isNull("dropout")
                ? Optional.empty()
                : Optional.of(reader.real("dropout", 0, 0.99)),
            lora(reader.below("lora")));
    if (settings.path().isEmpty() && settings.scratch().tokenizer().isEmpty()) {
      reader.problem(
          "model",
          "a directory (--model); to train from scratch, set "
              + reader.below("scratch").full("tokenizer"));
    }
    if (settings.path().isEmpty() && settings.lora().isPresent()) {
      reader
          .below("lora")
          .problem("r", "0 for a model from scratch, whose weights must all be trained");
    }
    return settings;
  }

  private static Optional<Lora> lora(SettingsReader reader) {
    int rank = reader.integer("r", 0, 1 << 16);
    List<String> targets = reader.texts("target-modules");
    if (targets.isEmpty()) {
      reader.problem("target-modules", "a list of at least one name");
    }
    Lora lora =
        new Lora(
            Math.max(1, rank),
            reader.real("lora-alpha", 1e-6, 1e6),
            reader.real("lora-dropout", 0, 0.99),
            targets.isEmpty() ? List.of(Lora.ALL_LINEAR) : targets);
    return rank == 0 ? Optional.empty() : Optional.of(lora);
  }

  /** The directory with the tokenizer, and the configuration unless the model is from scratch. */
  public String directory() {
    return path.or(scratch::tokenizer).orElseThrow();
  }

  public TransformerConfig withDropout(TransformerConfig config) {
    return dropout
        .map(share -> config.withDropout(new TransformerConfig.Dropout(share, share, share)))
        .orElse(config);
  }
}
