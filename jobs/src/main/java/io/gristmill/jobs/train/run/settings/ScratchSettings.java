package io.gristmill.jobs.train.run.settings;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.model.Family;
import java.util.Optional;

/**
 * The shape of a model from scratch; {@code scratch} of a training block in reference.conf. Names
 * are those of Hugging Face's config.json.
 *
 * @param tokenizer directory of the tokenizer, which sets the vocabulary size
 * @param numKeyValueHeads empty: {@code numAttentionHeads}
 * @param intermediateSize width of the feed-forward layers; empty: the usual multiple of {@code
 *     hiddenSize}
 */
public record ScratchSettings(
    Optional<String> tokenizer,
    Family modelType,
    int hiddenSize,
    int numHiddenLayers,
    int numAttentionHeads,
    Optional<Integer> numKeyValueHeads,
    Optional<Integer> intermediateSize,
    int maxPositionEmbeddings,
    boolean tieWordEmbeddings) {

  private static final int MAX_SIZE = 1 << 20;

  public static ScratchSettings read(SettingsReader reader) {
    int width = reader.integer("hidden-size", 1, MAX_SIZE);
    int heads = reader.integer("num-attention-heads", 1, MAX_SIZE);
    if (width % heads != 0 || width / heads % 2 != 0) {
      reader.problem("hidden-size", "an even multiple of the " + heads + " heads");
    }
    Optional<Integer> groups = optional(reader, "num-key-value-heads");
    groups
        .filter(number -> heads % number != 0)
        .ifPresent(
            number -> reader.problem("num-key-value-heads", "a divisor of " + heads + " heads"));
    return new ScratchSettings(
        reader.optionalText("tokenizer"),
        reader.choice("model-type", Family.class),
        width,
        reader.integer("num-hidden-layers", 1, MAX_SIZE),
        heads,
        groups,
        optional(reader, "intermediate-size"),
        reader.integer("max-position-embeddings", 2, 1 << 24),
        reader.flag("tie-word-embeddings"));
  }

  private static Optional<Integer> optional(SettingsReader reader, String key) {
    return reader.isNull(key) ? Optional.empty() : Optional.of(reader.integer(key, 1, MAX_SIZE));
  }
}
