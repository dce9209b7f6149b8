package io.gristmill.jobs.train.data;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;

/** Rejects token ids beyond the model's vocabulary. */
final class VocabularyCheck {

  private final ModelTokenInfo model;

  VocabularyCheck(ModelTokenInfo model) {
    this.model = model;
  }

  void check(int[] tokens, String file, String location) {
    for (int token : tokens) {
      if (token >= model.vocabSize()) {
        throw new UserException(
            ExitCode.INPUT,
            ("vocabulary mismatch: %s:%s has token %d of tokenizer %s, but model %s"
                    + " has %d tokens (0 to %d); train with the model's own tokenizer")
                .formatted(
                    file,
                    location,
                    token,
                    model.tokenizerName(),
                    model.modelName(),
                    model.vocabSize(),
                    model.vocabSize() - 1));
      }
    }
  }
}
