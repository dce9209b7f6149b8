package io.gristmill.jobs.train.data;

import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.tokenizer.SpecialTokens;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.tokens.PairTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Facts about a model that the encoding of its training data requires.
 *
 * @param tokenizerName path of the tokenizer, for messages
 * @param modelName path of the model, for messages
 * @param maxPositions the model's context in tokens
 */
public record ModelTokenInfo(
    Tokenizer tokenizer,
    SpecialTokens specialTokens,
    Optional<ChatTemplateFiles> chatTemplates,
    String tokenizerName,
    String modelName,
    int vocabSize,
    int maxPositions) {

  /** Reads the facts about a model whose directory holds its tokenizer or will hold it. */
  public static ModelTokenInfo read(
      Path directory, Tokenizer tokenizer, TransformerConfig.Sizes sizes) throws IOException {
    return new ModelTokenInfo(
        tokenizer,
        SpecialTokens.read(directory, tokenizer),
        ChatTemplateFiles.find(directory),
        directory.toString(),
        directory.toString(),
        sizes.vocabSize(),
        sizes.maxPositionEmbeddings());
  }

  /** Refuses a token beyond the model's vocabulary. */
  void checkVocabulary(int[] tokens, String file, String location) {
    for (int token : tokens) {
      if (token >= vocabSize) {
        throw new UserException(
            ExitCode.INPUT,
            ("vocabulary mismatch: %s:%s has token %d of tokenizer %s, but model %s"
                    + " has %d tokens (0 to %d); train with the model's own tokenizer")
                .formatted(
                    file, location, token, tokenizerName, modelName, vocabSize, vocabSize - 1));
      }
    }
  }

  void checkVocabulary(PairTokens pair, String file, String location) {
    checkVocabulary(pair.prompt(), file, location);
    checkVocabulary(pair.chosen(), file, location);
    checkVocabulary(pair.rejected(), file, location);
  }
}
