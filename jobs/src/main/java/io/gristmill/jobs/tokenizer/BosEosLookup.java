package io.gristmill.jobs.tokenizer;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.encode.Compatibility;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.encode.TrainingTextEncoder.BosEosTokens;
import java.util.OptionalInt;

/** Looks up the ids of the BOS and EOS tokens that the settings ask for. */
public final class BosEosLookup {

  private BosEosLookup() {}

  /**
   * The tokens to add around a text.
   *
   * @param name name of the tokenizer, for messages
   * @throws UserException when the tokenizer does not have such a token
   */
  public static BosEosTokens find(
      EncodingConfig config, Tokenizer tokenizer, SpecialTokens special, String name) {
    int[] bos =
        switch (config.bosToken()) {
          case EncodingConfig.AUTO -> tokenizer.bosTokens();
          case EncodingConfig.NONE -> new int[0];
          default -> new int[] {tokenId("bos-token", config.bosToken(), tokenizer, name)};
        };
    return new BosEosTokens(
        bos,
        config.compatibility() == Compatibility.LLMS_FROM_SCRATCH
            ? BosEosTokens.NO_EOS
            : findEos(config, tokenizer, special, name).orElse(BosEosTokens.NO_EOS));
  }

  /**
   * The EOS token; empty if the settings say none.
   *
   * @throws UserException with {@code auto}, when the tokenizer does not name an EOS token
   */
  public static OptionalInt findEos(
      EncodingConfig config, Tokenizer tokenizer, SpecialTokens special, String name) {
    if (config.eosToken().equals(EncodingConfig.NONE)) {
      return OptionalInt.empty();
    }
    if (!config.eosToken().equals(EncodingConfig.AUTO)) {
      return OptionalInt.of(tokenId("eos-token", config.eosToken(), tokenizer, name));
    }
    if (special.eos().isEmpty()) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "training-data.eos-token must be a token or none, was auto: tokenizer "
              + name
              + " does not name an eos_token");
    }
    return special.eos();
  }

  private static int tokenId(String key, String token, Tokenizer tokenizer, String name) {
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
