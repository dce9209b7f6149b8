package io.gristmill.jobs.train.loop;

import io.gristmill.jobs.train.data.BatchSource;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.tensor.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Supervised fine-tuning: mean cross-entropy of the labels. */
public record SftObjective(SftStep sftStep, BatchSource training, Optional<BatchSource> evaluation)
    implements Objective {

  @Override
  public int microBatches() {
    return training.size();
  }

  @Override
  public StepResult step(int epoch, int from, int to) {
    List<Batch> batches =
        IntStream.range(from, to).mapToObj(number -> training.batch(epoch, number)).toList();
    SftStep.Result result =
        DeviceMemoryErrors.explain(sftStep.backend(), batches, () -> sftStep.run(batches));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(LOSS, result.sums().meanLoss());
    metrics.put("grad_norm", result.gradientNorm());
    metrics.put(
        "mean_token_accuracy", (double) result.sums().correct() / result.sums().numLabels());
    return new StepResult(
        metrics, result.learningRate(), batches.stream().mapToLong(Batch::numTokens).sum());
  }

  /**
   * Evaluates {@code loss} (mean cross-entropy per label, nats), {@code perplexity}, {@code
   * mean_token_accuracy} (fraction of labels that are the most probable token) and {@code
   * exact_match} (fraction of rows in which every label is; equals the fraction of answers that
   * greedy decoding reproduces).
   */
  @Override
  public Map<String, Double> evaluate() {
    return evaluation.map(this::evaluate).orElse(Map.of());
  }

  private Map<String, Double> evaluate(BatchSource source) {
    EvaluationSums tally = new EvaluationSums();
    for (int number = 0; number < source.size(); number++) {
      Batch batch = source.batch(0, number);
      try (Scope scope = sftStep.backend().open()) {
        tally.add(
            DeviceMemoryErrors.explain(
                sftStep.backend(),
                List.of(batch),
                () -> sftStep.model().sequenceLogProbs(scope, batch)));
      }
    }
    return tally.metrics();
  }

  /** Sums over rows. */
  private static final class EvaluationSums {
    private double logProbs;
    private long labels;
    private long correct;
    private long rows;
    private long exactMatches;

    void add(LanguageModel.SequenceLogProbs batch) {
      for (int row = 0; row < batch.numLabels().length; row++) {
        logProbs += batch.logProbs()[row];
        labels += batch.numLabels()[row];
        correct += batch.correct()[row];
        boolean counts = batch.numLabels()[row] > 0;
        rows += counts ? 1 : 0;
        exactMatches += counts && batch.correct()[row] == batch.numLabels()[row] ? 1 : 0;
      }
    }

    Map<String, Double> metrics() {
      double loss = -logProbs / labels;
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put(LOSS, loss);
      metrics.put("perplexity", StrictMath.exp(loss));
      metrics.put("mean_token_accuracy", (double) correct / labels);
      metrics.put("exact_match", (double) exactMatches / rows);
      return metrics;
    }
  }
}
