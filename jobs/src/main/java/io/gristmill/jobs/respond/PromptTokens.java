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
 * The tokens that a model directory is given for an example, as a training on the same settings
 * writes them.
 *
 * @param ends tokens that end an answer
 */
record PromptTokens(TrainingData data, TransformerConfig.Sizes sizes, List<Integer> ends) {

  /**
   * Reads what a directory says of tokens, no weights.
   *
   * @param tokenizer of the directory; its owner closes it
   * @throws UserException when directory and settings do not go together
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
   * The tokens for an example, or why it cannot be asked.
   *
   * @throws UserException when the tokenizer has more tokens than the model knows
   */
  EncodedRow<int[]> of(Example example) {
    EncodedRow<int[]> asked = data.encodePrompt(example);
    return asked instanceof EncodedRow.Kept<int[]> kept ? checked(kept) : asked;
  }

  private EncodedRow<int[]> checked(EncodedRow.Kept<int[]> asked) {
    int[] tokens = asked.row();
    if (tokens.length == 0) {
      return dropped("empty-prompt", "the prompt has no token");
    }
    if (tokens.length >= sizes.maxPositionEmbeddings()) {
      return dropped(
          "prompt-too-long",
          "%d tokens; the model takes %d, its answer among them"
              .formatted(tokens.length, sizes.maxPositionEmbeddings()));
    }
    for (int token : tokens) {
      if (token >= sizes.vocabSize()) {
        throw new UserException(
            ExitCode.INPUT,
            "vocabulary mismatch: token %d of the tokenizer, but the model knows %d tokens"
                .formatted(token, sizes.vocabSize()));
      }
    }
    return asked;
  }

  private static EncodedRow<int[]> dropped(String rule, String detail) {
    return new EncodedRow.Dropped<>(new UnusableRecord(rule, detail), 0);
  }
}
