package io.gristmill.bpe;

import io.gristmill.config.SettingsReader;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Settings of BPE training; block {@code tokenizer} of reference.conf, which describes them. A
 * special token that does not exist is empty.
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
  private static final int MAX_VOCAB_SIZE = 1 << 22;

  public BpeConfig {
    specialTokens = List.copyOf(specialTokens);
  }

  /** Reads the block; the reader collects invalid values. */
  public static BpeConfig read(SettingsReader block) {
    List<String> special = block.texts("special-tokens");
    if (special.contains("") || new LinkedHashSet<>(special).size() < special.size()) {
      block.problem("special-tokens", "a list of distinct, non-empty texts");
    }
    BpeConfig config =
        new BpeConfig(
            block.integer("vocab-size", BYTES, MAX_VOCAB_SIZE),
            block.whole("min-frequency", 0, Long.MAX_VALUE),
            block.choice("pre-tokenizer", PreTokenizer.class),
            special,
            readToken(block, "eos-token", special),
            readToken(block, "pad-token", special),
            readToken(block, "bos-token", special));
    if (config.vocabSize < BYTES + special.size()) {
      block.problem(
          "vocab-size",
          "at least %d, for 256 bytes and all special tokens".formatted(BYTES + special.size()));
    }
    return config;
  }

  private static String readToken(SettingsReader block, String key, List<String> special) {
    String token = block.text(key);
    if (!token.isEmpty() && !special.contains(token)) {
      block.problem(key, "empty or one of tokenizer.special-tokens");
    }
    return token;
  }
}
