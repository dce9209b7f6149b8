package io.gristmill.jobs.tokenizer;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.encode.Compatibility;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.encode.TrainingTextEncoder.BosEosTokens;
import java.util.OptionalInt;

/** What the settings say of a row's first and last tokens, as numbers of a tokenizer. */
public final class BosEosLookup {

  private BosEosLookup() {}

  /**
   * @param name of the tokenizer, for messages
   * @throws UserException when it has no such token
   */
  public static BosEosTokens find(
      EncodingConfig config, Tokenizer tokenizer, SpecialTokens special, String name) {
    int[] opening =
        switch (config.bosToken()) {
          case EncodingConfig.AUTO -> tokenizer.bosTokens();
          case EncodingConfig.NONE -> new int[0];
          default -> new int[] {id("bos-token", config.bosToken(), tokenizer, name)};
        };
    return new BosEosTokens(
        opening,
        config.compatibility() == Compatibility.LLMS_FROM_SCRATCH
            ? BosEosTokens.NO_EOS
            : findEos(config, tokenizer, special, name).orElse(BosEosTokens.NO_EOS));
  }

  /**
   * The token that ends an answer; nothing where the settings want none.
   *
   * @throws UserException when the tokenizer names none and the settings leave it to it
   */
  public static OptionalInt findEos(
      EncodingConfig config, Tokenizer tokenizer, SpecialTokens special, String name) {
    if (config.eosToken().equals(EncodingConfig.NONE)) {
      return OptionalInt.empty();
    }
    if (!config.eosToken().equals(EncodingConfig.AUTO)) {
      return OptionalInt.of(id("eos-token", config.eosToken(), tokenizer, name));
    }
    if (special.eos().isEmpty()) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "training-data.eos-token must be a token or none: tokenizer "
              + name
              + " names no end token (eos_token)");
    }
    return special.eos();
  }

  private static int id(String key, String token, Tokenizer tokenizer, String name) {
    OptionalInt id = tokenizer.id(token);
    if (id.isEmpty()) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "training-data.%s must be one token of the tokenizer %s, was \"%s\""
              .formatted(key, name, token));
    }
    return id.getAsInt();
  }
}
