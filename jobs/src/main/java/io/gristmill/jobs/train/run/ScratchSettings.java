package io.gristmill.jobs.train.run;

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
record ScratchSettings(
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
    int hiddenSize = reader.integer("hidden-size", 1, MAX_SIZE);
    int attentionHeads = reader.integer("num-attention-heads", 1, MAX_SIZE);
    if (hiddenSize % attentionHeads != 0 || hiddenSize / attentionHeads % 2 != 0) {
      reader.problem("hidden-size", "an even multiple of the " + attentionHeads + " heads");
    }
    Optional<Integer> keyValueHeads = optional(reader, "num-key-value-heads");
    keyValueHeads
        .filter(number -> attentionHeads % number != 0)
        .ifPresent(
            number ->
                reader.problem("num-key-value-heads", "a divisor of " + attentionHeads + " heads"));
    return new ScratchSettings(
        reader.optionalText("tokenizer"),
        reader.choice("model-type", Family.class),
        hiddenSize,
        reader.integer("num-hidden-layers", 1, MAX_SIZE),
        attentionHeads,
        keyValueHeads,
        optional(reader, "intermediate-size"),
        reader.integer("max-position-embeddings", 2, 1 << 24),
        reader.flag("tie-word-embeddings"));
  }

  private static Optional<Integer> optional(SettingsReader reader, String key) {
    return reader.isNull(key) ? Optional.empty() : Optional.of(reader.integer(key, 1, MAX_SIZE));
  }
}
