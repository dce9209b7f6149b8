package io.gristmill.jobs.train.loop;

import io.gristmill.jobs.train.data.PairSource;
import io.gristmill.jobs.train.model.Batch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Direct Preference Optimization; metrics have TRL's names. */
public record DpoObjective(DpoStep dpoStep, ScoredPairs training, Optional<ScoredPairs> evaluation)
    implements Objective {

  /** Pairs with their log-probabilities under the reference model. */
  public record ScoredPairs(PairSource source, ReferenceLogProbTable reference) {

    PreferenceBatch batch(int epoch, int number) {
      PairSource.Pairs pairs = source.batch(epoch, number);
      return new PreferenceBatch(pairs.rows(), reference.ofBatch(pairs.indices()));
    }
  }

  @Override
  public int microBatches() {
    return training.source().size();
  }

  @Override
  public StepResult step(int epoch, int from, int to) {
    List<PreferenceBatch> batches =
        IntStream.range(from, to).mapToObj(number -> training.batch(epoch, number)).toList();
    List<Batch> rows = batches.stream().map(PreferenceBatch::batch).toList();
    DpoStep.Result result =
        DeviceMemoryErrors.explain(dpoStep.backend(), rows, () -> dpoStep.run(batches));
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(LOSS, result.loss());
    metrics.put("grad_norm", result.gradientNorm());
    metrics.putAll(result.metrics());
    return new StepResult(
        metrics, result.learningRate(), rows.stream().mapToLong(Batch::numTokens).sum());
  }

  @Override
  public Map<String, Double> evaluate() {
    return evaluation.map(this::evaluate).orElse(Map.of());
  }

  private Map<String, Double> evaluate(ScoredPairs pairs) {
    List<Integer> numbers = IntStream.range(0, pairs.source().size()).boxed().toList();
    return dpoStep.evaluate(
        () -> numbers.stream().map(number -> pairs.batch(0, number)).iterator());
  }
}
