package io.gristmill.jobs.train.run;

import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.data.DataConfig;
import io.gristmill.jobs.train.data.ModelTokenInfo;
import io.gristmill.jobs.train.data.ReferenceLogProbs;
import io.gristmill.jobs.train.data.RowReject;
import io.gristmill.jobs.train.data.TrainingData;
import io.gristmill.jobs.train.file.AtomicFiles;
import io.gristmill.jobs.train.file.ModelFingerprint;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.run.directory.TrainingDirectory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Reads the data of a run in the form that its training method requires.
 *
 * @param input training data: files, directories and globs
 * @param folder the run directory, which gets the reject files
 */
record RunData(
    TrainingConfig config,
    ModelSource model,
    List<String> input,
    ModelTokenInfo tokens,
    TrainingDirectory folder) {

  /** Reads the rows and reports rejected ones. */
  interface Reader<S> extends BiFunction<TrainingData, Consumer<RowReject>, S> {}

  static ModelTokenInfo tokens(ModelSource model, Tokenizer tokenizer) throws IOException {
    return ModelTokenInfo.read(model.directory().path(), tokenizer, model.config().sizes());
  }

  /** Reads the training data; unusable rows go to {@code rejects.jsonl}. */
  <S> S readTraining(Reader<S> reading) {
    return read(config.data(), reading, "rejects.jsonl");
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
    return read(unpacked, reading, "rejects-evaluation.jsonl");
  }

  /** Reads rows; rejected ones are written to the file, which appears once all have been read. */
  private <S> S read(DataConfig data, Reader<S> reading, String file) {
    AtomicReference<S> read = new AtomicReference<>();
    AtomicFiles.write(
        folder.root().resolve(file),
        partial -> {
          try (BufferedWriter out = Files.newBufferedWriter(partial)) {
            TrainingData source = new TrainingData(data, tokens);
            read.set(reading.apply(source, reject -> line(out, reject.json())));
          }
        });
    return Objects.requireNonNull(read.get());
  }

  private static void line(BufferedWriter out, String line) {
    try {
      out.write(line + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
