package io.gristmill.jobs.train.loop;

import io.gristmill.jobs.train.data.BatchSource;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.step.SftStep;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Supervised fine-tuning: the loss of the labels. */
public final class Supervised implements Objective {

  private final Backend backend;
  private final LanguageModel model;
  private final SftStep tuning;
  private final BatchSource training;
  private final Optional<BatchSource> heldOut;

  public Supervised(
      Backend backend,
      LanguageModel model,
      SftStep tuning,
      BatchSource training,
      Optional<BatchSource> heldOut) {
    this.backend = backend;
    this.model = model;
    this.tuning = tuning;
    this.training = training;
    this.heldOut = heldOut;
  }

  @Override
  public int size() {
    return training.size();
  }

  @Override
  public Update update(int epoch, int from, int to) {
    List<Batch> batches =
        IntStream.range(from, to).mapToObj(number -> training.batch(epoch, number)).toList();
    SftStep.Result result = Memory.named(backend, batches, () -> tuning.run(batches));
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put(LOSS, result.sums().meanLoss());
    measures.put("grad_norm", result.gradientNorm());
    measures.put(
        "mean_token_accuracy", (double) result.sums().correct() / result.sums().numLabels());
    return new Update(measures, result.learningRate(), Padding.tokens(batches));
  }

  /**
   * Mean loss of a label and what follows from it, the share of labels that are most probable, and
   * {@code exact_match}: the share of rows whose labels all are, which for answers is the share
   * that greedy decoding would give word for word.
   */
  @Override
  public Map<String, Double> evaluate() {
    return heldOut.map(this::evaluate).orElse(Map.of());
  }

  private Map<String, Double> evaluate(BatchSource source) {
    Tally tally = new Tally();
    for (int number = 0; number < source.size(); number++) {
      Batch batch = source.batch(0, number);
      try (Scope scope = backend.open()) {
        tally.add(
            Memory.named(backend, List.of(batch), () -> model.sequenceLogProbs(scope, batch)));
      }
    }
    return tally.measures();
  }

  /** Sums over rows. */
  private static final class Tally {
    private double logProbability;
    private long asked;
    private long right;
    private long rows;
    private long exact;

    void add(LanguageModel.SequenceLogProbs batch) {
      for (int row = 0; row < batch.numLabels().length; row++) {
        logProbability += batch.logProbs()[row];
        asked += batch.numLabels()[row];
        right += batch.correct()[row];
        boolean counts = batch.numLabels()[row] > 0;
        rows += counts ? 1 : 0;
        exact += counts && batch.correct()[row] == batch.numLabels()[row] ? 1 : 0;
      }
    }

    Map<String, Double> measures() {
      double loss = -logProbability / asked;
      Map<String, Double> measures = new LinkedHashMap<>();
      measures.put(LOSS, loss);
      measures.put("perplexity", StrictMath.exp(loss));
      measures.put("mean_token_accuracy", (double) right / asked);
      measures.put("exact_match", (double) exact / rows);
      return measures;
    }
  }
}
