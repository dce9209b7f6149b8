package io.gristmill.bpe;

import io.gristmill.config.SettingsReader;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * How a tokenizer is trained; {@code tokenizer} in reference.conf.
 *
 * @param vocabSize tokens at most, special ones and the 256 bytes among them
 * @param minFrequency a pair that stands less often is not made one
 * @param preTokenizer where texts are cut into words
 * @param specialTokens tokens with numbers from 0, distinct and not empty
 * @param eosToken the one of them that ends an answer; empty for none
 * @param padToken the one that fills rows; empty for none
 * @param bosToken the one that begins a text; empty for none
 */
public record BpeConfig(
    int vocabSize,
    long minFrequency,
    PreTokenizer preTokenizer,
    List<String> specialTokens,
    String eosToken,
    String padToken,
    String bosToken) {

  private static final int BYTES = 256;
  private static final int LARGEST = 1 << 22;

  public BpeConfig {
    specialTokens = List.copyOf(specialTokens);
  }

  /** Reads the block; whatever is wrong is noted with the reader. */
  public static BpeConfig read(SettingsReader block) {
    List<String> special = block.texts("special-tokens");
    if (special.contains("") || new LinkedHashSet<>(special).size() < special.size()) {
      block.problem("special-tokens", "a list of distinct texts, none of them empty");
    }
    BpeConfig config =
        new BpeConfig(
            block.integer("vocab-size", BYTES, LARGEST),
            block.whole("min-frequency", 0, Long.MAX_VALUE),
            block.choice("pre-tokenizer", PreTokenizer.class),
            special,
            named(block, "eos-token", special),
            named(block, "pad-token", special),
            named(block, "bos-token", special));
    if (config.vocabSize < BYTES + special.size()) {
      block.problem(
          "vocab-size",
          "at least %d: 256 bytes and all special tokens".formatted(BYTES + special.size()));
    }
    return config;
  }

  private static String named(SettingsReader block, String key, List<String> special) {
    String token = block.text(key);
    if (!token.isEmpty() && !special.contains(token)) {
      block.problem(key, "empty or one of tokenizer.special-tokens");
    }
    return token;
  }
}
