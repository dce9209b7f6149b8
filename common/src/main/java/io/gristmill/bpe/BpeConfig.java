package io.gristmill.bpe;

import io.gristmill.config.SettingsReader;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * How a tokenizer is trained; {@code tokenizer} in reference.conf.
 *
 * @param vocabulary tokens at most, special ones and the 256 bytes among them
 * @param leastCount a pair that stands less often is not made one
 * @param splitting where texts are cut into words
 * @param special tokens with numbers from 0, distinct and not empty
 * @param end the one of them that ends an answer; empty for none
 * @param padding the one that fills rows; empty for none
 * @param begin the one that begins a text; empty for none
 */
public record BpeConfig(
    int vocabulary,
    long leastCount,
    Splitting splitting,
    List<String> special,
    String end,
    String padding,
    String begin) {

  private static final int BYTES = 256;
  private static final int LARGEST = 1 << 22;

  public BpeConfig {
    special = List.copyOf(special);
  }

  /** Reads the block; whatever is wrong is noted with the reader. */
  public static BpeConfig read(SettingsReader block) {
    List<String> special = block.texts("special-tokens");
    if (special.contains("") || new LinkedHashSet<>(special).size() < special.size()) {
      block.problem("special-tokens", "a list of distinct texts, none of them empty");
    }
    BpeConfig config =
        new BpeConfig(
            block.integer("vocabulary", BYTES, LARGEST),
            block.whole("least-count", 0, Long.MAX_VALUE),
            block.choice("splitting", Splitting.class),
            special,
            named(block, "end-token", special),
            named(block, "padding-token", special),
            named(block, "begin-token", special));
    if (config.vocabulary < BYTES + special.size()) {
      block.problem(
          "vocabulary",
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
