package io.gristmill.jobs.train.data;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;

/** Refuses tokens that the model does not know. */
final class VocabularyCheck {

  private final ModelTokenInfo model;

  VocabularyCheck(ModelTokenInfo model) {
    this.model = model;
  }

  void check(int[] tokens, String file, String place) {
    for (int token : tokens) {
      if (token >= model.vocabSize()) {
        throw new UserException(
            ExitCode.INPUT,
            "vocabulary mismatch: %s:%s has token %d of tokenizer %s, but model %s knows %d tokens (0 to %d); train with the tokenizer of the model"
                .formatted(
                    file,
                    place,
                    token,
                    model.tokenizerName(),
                    model.modelName(),
                    model.vocabSize(),
                    model.vocabSize() - 1));
      }
    }
  }
}
