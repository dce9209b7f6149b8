package io.gristmill.jobs.train.data;

import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.check.UserException;
import io.gristmill.jobs.tokenizer.SpecialTokens;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.model.TransformerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What data must know of a model.
 *
 * @param specialTokens tokens that its directory names
 * @param chatTemplates chat templates of its directory, if it has any
 * @param tokenizerName where the tokenizer is, for messages
 * @param modelName where the model is, for messages
 * @param vocabSize tokens that the model knows: 0 to this - 1
 * @param maxPositions most tokens of a row that the model takes
 */
public record ModelTokenInfo(
    Tokenizer tokenizer,
    SpecialTokens specialTokens,
    Optional<ChatTemplateFiles> chatTemplates,
    String tokenizerName,
    String modelName,
    int vocabSize,
    int maxPositions) {

  /** A model without chat templates. */
  public ModelTokenInfo(
      Tokenizer tokenizer,
      SpecialTokens specialTokens,
      String tokenizerName,
      String modelName,
      int vocabSize,
      int maxPositions) {
    this(
        tokenizer,
        specialTokens,
        Optional.empty(),
        tokenizerName,
        modelName,
        vocabSize,
        maxPositions);
  }

  /**
   * A model whose tokenizer lies in its directory, or is to.
   *
   * @throws UserException when a companion of the tokenizer cannot be understood
   */
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
}
