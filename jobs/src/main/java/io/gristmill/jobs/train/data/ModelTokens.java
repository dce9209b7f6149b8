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
 * @param special tokens that its directory names
 * @param templates chat templates of its directory, if it has any
 * @param tokenizerName where the tokenizer is, for messages
 * @param modelName where the model is, for messages
 * @param vocabulary tokens that the model knows: 0 to this - 1
 * @param context most tokens of a row that the model takes
 */
public record ModelTokens(
    Tokenizer tokenizer,
    SpecialTokens special,
    Optional<ChatTemplateFiles> templates,
    String tokenizerName,
    String modelName,
    int vocabulary,
    int context) {

  /** A model without chat templates. */
  public ModelTokens(
      Tokenizer tokenizer,
      SpecialTokens special,
      String tokenizerName,
      String modelName,
      int vocabulary,
      int context) {
    this(tokenizer, special, Optional.empty(), tokenizerName, modelName, vocabulary, context);
  }

  /**
   * A model whose tokenizer lies in its directory, or is to.
   *
   * @throws UserException when a companion of the tokenizer cannot be understood
   */
  public static ModelTokens read(Path directory, Tokenizer tokenizer, TransformerConfig.Sizes sizes)
      throws IOException {
    return new ModelTokens(
        tokenizer,
        SpecialTokens.read(directory, tokenizer),
        ChatTemplateFiles.find(directory),
        directory.toString(),
        directory.toString(),
        sizes.vocabSize(),
        sizes.maxPositionEmbeddings());
  }
}
