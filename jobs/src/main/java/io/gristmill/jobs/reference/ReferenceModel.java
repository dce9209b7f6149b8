package io.gristmill.jobs.reference;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.data.ModelTokenInfo;
import io.gristmill.jobs.train.data.ReferenceLogProbs;
import io.gristmill.jobs.train.data.SinglePairs;
import io.gristmill.jobs.train.data.TrainingData;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.file.ModelFingerprint;
import io.gristmill.jobs.train.file.ModelLocator;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.tokens.PairTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The reference model of this process, with its tokenizer; all tasks of the process share it. */
final class ReferenceModel implements AutoCloseable {

  private static final Map<ReferenceTask, ReferenceModel> OPEN = new HashMap<>();

  private final Backend backend;
  private final Scope scope;
  private final LanguageModel model;
  private final Tokenizer tokenizer;
  private final SinglePairs pairs;
  private final String name;

  private ReferenceModel(
      Backend backend,
      Scope scope,
      LanguageModel model,
      Tokenizer tokenizer,
      SinglePairs pairs,
      String name) {
    this.backend = backend;
    this.scope = scope;
    this.model = model;
    this.tokenizer = tokenizer;
    this.pairs = pairs;
    this.name = name;
  }

  /** The model of a run; opens it on first use. */
  static ReferenceModel of(ReferenceTask task, String device) {
    synchronized (OPEN) {
      ReferenceModel known = OPEN.get(task);
      if (known == null) {
        known = open(task, device);
        OPEN.put(task, known);
      }
      return known;
    }
  }

  /** Frees the model of a run if this process has opened it; no task may use it afterwards. */
  static void release(ReferenceTask task) {
    synchronized (OPEN) {
      ReferenceModel known = OPEN.remove(task);
      if (known != null) {
        known.close();
      }
    }
  }

  private static ReferenceModel open(ReferenceTask task, String device) {
    Path path = ModelLocator.resolve(Path.of(task.config().model()));
    try {
      checkIdentity(path, task.identity());
      ModelDirectory directory = ModelDirectory.open(path);
      Tokenizer tokenizer = Tokenizer.open(path);
      Backend.setThreads(task.threads());
      Backend backend = Backend.open(device);
      Scope scope = backend.open();
      TransformerConfig config = directory.config().withDropout(TransformerConfig.Dropout.NONE);
      LanguageModel model =
          LanguageModel.of(backend, config, directory.readWeights(scope), precision(task.config()));
      return new ReferenceModel(
          backend,
          scope,
          model,
          tokenizer,
          data(task.config(), directory, tokenizer).singlePairs(),
          task.modelName());
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  private static void checkIdentity(Path path, String expected) throws IOException {
    if (!ModelFingerprint.of(path).equals(expected)) {
      throw new UserException(
          ExitCode.INPUT,
          path
              + " on an executor differs from the model on the driver; copy the driver's model"
              + " there");
    }
  }

  private static Precision precision(ReferenceConfig config) {
    return config.bf16() ? Precision.BF16 : Precision.FULL;
  }

  /**
   * Creates the encoder of preference pairs.
   *
   * @throws UserException when settings, tokenizer and model do not match
   */
  static TrainingData data(ReferenceConfig config, ModelDirectory directory, Tokenizer tokenizer)
      throws IOException {
    return new TrainingData(
        config.data(),
        ModelTokenInfo.read(directory.path(), tokenizer, directory.config().sizes()));
  }

  SinglePairs pairs() {
    return pairs;
  }

  /**
   * Scores one pair per call. Floating-point sums depend on the shape of a batch in their last
   * bits; scoring pairs one by one keeps the numbers independent of other rows and of the
   * partitioning. On a CPU this costs nothing, since nothing is padded (32 pairs under 40 M weights
   * took 11.9 s of a core in batches of one, 13.2 s of four, 15.8 s of eight). The number of
   * threads does not change the numbers.
   */
  ReferenceLogProbs score(PairTokens pair) {
    try (Scope inner = backend.open()) {
      double[] rows = model.sequenceLogProbs(inner, pairs.batch(pair)).logProbs();
      return new ReferenceLogProbs(SinglePairs.id(pair), name, rows[0], rows[1]);
    }
  }

  @Override
  public void close() {
    model.close();
    scope.close();
    backend.close();
    tokenizer.close();
  }
}
