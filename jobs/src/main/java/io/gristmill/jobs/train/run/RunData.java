package io.gristmill.jobs.train.run;

import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.data.DataConfig;
import io.gristmill.jobs.train.data.ModelTokenInfo;
import io.gristmill.jobs.train.data.ReferenceLogProbs;
import io.gristmill.jobs.train.data.RowRejects;
import io.gristmill.jobs.train.data.TrainingData;
import io.gristmill.jobs.train.file.ModelFingerprint;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.run.directory.RejectFile;
import io.gristmill.jobs.train.run.directory.TrainingDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reads the data of a run in the form that its training method requires.
 *
 * @param model the model to train
 * @param input training data: files, directories and globs
 * @param tokens special tokens and sizes of the model
 * @param folder the run directory, which gets the reject files
 */
record RunData(
    TrainingConfig config,
    ModelSource model,
    List<String> input,
    ModelTokenInfo tokens,
    TrainingDirectory folder) {

  /** Reads the rows and reports rejected ones. */
  interface Reader<S> extends BiFunction<TrainingData, RowRejects, S> {}

  static ModelTokenInfo tokens(ModelSource model, Tokenizer tokenizer) throws IOException {
    return ModelTokenInfo.read(model.directory().path(), tokenizer, model.config().sizes());
  }

  /** Reads the training data; unusable rows go to {@code rejects.jsonl}. */
  <S> S readTraining(Reader<S> reading) {
    return RejectFile.write(
        folder.root().resolve("rejects.jsonl"),
        rejects -> reading.apply(new TrainingData(config.data(), tokens), rejects));
  }

  /**
   * Reads the evaluation data; unusable rows go to {@code rejects-evaluation.jsonl}. Evaluation
   * rows are never packed, so that metrics per row such as {@code exact_match} are defined.
   */
  <S> S readEvaluation(Reader<S> reading) {
    DataConfig data = config.data();
    DataConfig unpacked =
        new DataConfig(
            data.encoding(),
            data.lengthGroupBatches(),
            false,
            data.dropLast(),
            data.padToMultipleOf());
    return RejectFile.write(
        folder.root().resolve("rejects-evaluation.jsonl"),
        rejects -> reading.apply(new TrainingData(unpacked, tokens), rejects));
  }

  /**
   * The name under which {@code gristmill reference} stores log-probabilities of the initial model;
   * empty for a model from scratch.
   */
  Optional<String> referenceName() {
    if (model.fromScratch()) {
      return Optional.empty();
    }
    boolean bf16 = config.compute().precision() == Precision.BF16;
    try {
      String identity = ModelFingerprint.of(model.directory().path());
      return Optional.of(ReferenceLogProbs.modelName(identity, bf16));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean hasEvaluation() {
    return !config.evaluation().dataset().isEmpty();
  }
}
