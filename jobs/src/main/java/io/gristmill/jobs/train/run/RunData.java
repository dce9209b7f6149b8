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
import io.gristmill.jobs.train.run.settings.TrainingConfig;
import io.gristmill.jobs.train.run.start.ModelSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The data of a run, to be read as a kind of training needs it.
 *
 * @param model that is to learn it
 * @param input what is learned: files, folders and patterns
 * @param tokens what data must know of the model
 * @param folder of the run, which gets the rejects
 */
record RunData(
    TrainingConfig config,
    ModelSource model,
    List<String> input,
    ModelTokenInfo tokens,
    TrainingDirectory folder) {

  /** Reads records of some kind. */
  interface Reader<S> extends BiFunction<TrainingData, RowRejects, S> {}

  static ModelTokenInfo tokens(ModelSource model, Tokenizer tokenizer) throws IOException {
    return ModelTokenInfo.read(model.directory().path(), tokenizer, model.config().sizes());
  }

  /** What is learned; rows that cannot be go to {@code rejects.jsonl}. */
  <S> S readTraining(Reader<S> reading) {
    return RejectFile.write(
        folder.root().resolve("rejects.jsonl"),
        rejects -> reading.apply(new TrainingData(config.data(), tokens), rejects));
  }

  /** What is held out: never packed, so that each row can be judged by itself. */
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
   * What {@code gristmill reference} calls the model that the training begins with; none where the
   * model is not one of a directory.
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
