package io.gristmill.jobs.respond;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.encode.EncodedRow;
import io.gristmill.encode.UnusableRecord;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.data.ModelTokenInfo;
import io.gristmill.jobs.train.data.TrainingData;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.record.Example;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;

/**
 * Tokenizes prompts for a model directory exactly as training with the same settings does.
 *
 * @param ends ids of tokens that end an answer
 */
record PromptTokens(TrainingData data, TransformerConfig.Sizes sizes, List<Integer> ends) {

  /**
   * Reads the token settings of a model directory, without its weights.
   *
   * @param tokenizer tokenizer of the directory; the caller closes it
   * @throws UserException when directory and settings do not match
   */
  static PromptTokens of(RespondConfig config, ModelDirectory directory, Tokenizer tokenizer)
      throws IOException {
    TransformerConfig.Sizes sizes = directory.config().sizes();
    ModelTokenInfo tokens = ModelTokenInfo.read(directory.path(), tokenizer, sizes);
    TrainingData data = new TrainingData(config.data(), tokens);
    TreeSet<Integer> ends = new TreeSet<>(directory.eosTokens());
    tokens.specialTokens().eos().ifPresent(ends::add);
    data.eosToken().ifPresent(ends::add);
    return new PromptTokens(data, sizes, List.copyOf(ends));
  }

  /**
   * The prompt tokens of an example, or the reason why there are none.
   *
   * @throws UserException when a token id exceeds the model's vocabulary
   */
  EncodedRow<int[]> of(Example example) {
    EncodedRow<int[]> encoded = data.encodePrompt(example);
    return encoded instanceof EncodedRow.Kept<int[]> kept ? check(kept) : encoded;
  }

  private EncodedRow<int[]> check(EncodedRow.Kept<int[]> encoded) {
    int[] tokens = encoded.row();
    if (tokens.length == 0) {
      return drop("empty-prompt", "the prompt has no token");
    }
    if (tokens.length >= sizes.maxPositionEmbeddings()) {
      return drop(
          "prompt-too-long",
          "%d tokens; the model takes %d, its answer among them"
              .formatted(tokens.length, sizes.maxPositionEmbeddings()));
    }
    for (int token : tokens) {
      if (token >= sizes.vocabSize()) {
        throw new UserException(
            ExitCode.INPUT,
            ("vocabulary mismatch: the tokenizer has token %d, but the model has %d tokens; use the"
                    + " model's own tokenizer")
                .formatted(token, sizes.vocabSize()));
      }
    }
    return encoded;
  }

  private static EncodedRow<int[]> drop(String rule, String detail) {
    return new EncodedRow.Dropped<>(new UnusableRecord(rule, detail), 0);
  }
}
