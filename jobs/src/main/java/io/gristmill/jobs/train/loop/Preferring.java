package io.gristmill.jobs.train.loop;

import io.gristmill.jobs.train.data.PairSource;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.step.DpoStep;
import io.gristmill.jobs.train.step.PreferenceBatch;
import io.gristmill.jobs.train.tensor.Backend;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Preference optimisation: the chosen answers against the rejected ones, under TRL's names. */
public final class Preferring implements Objective {

  private final Backend backend;
  private final DpoStep tuning;
  private final Pairs training;
  private final Optional<Pairs> heldOut;

  public Preferring(Backend backend, DpoStep tuning, Pairs training, Optional<Pairs> heldOut) {
    this.backend = backend;
    this.tuning = tuning;
    this.training = training;
    this.heldOut = heldOut;
  }

  /** Pairs with what the reference model thinks of them. */
  public record Pairs(PairSource source, ReferenceScores scores) {

    PreferenceBatch batch(int epoch, int number) {
      PairSource.Pairs pairs = source.batch(epoch, number);
      return new PreferenceBatch(pairs.rows(), scores.of(pairs.places()));
    }
  }

  @Override
  public int size() {
    return training.source().size();
  }

  @Override
  public Update update(int epoch, int from, int to) {
    List<PreferenceBatch> batches =
        IntStream.range(from, to).mapToObj(number -> training.batch(epoch, number)).toList();
    List<Batch> rows = batches.stream().map(PreferenceBatch::batch).toList();
    DpoStep.Result result = Memory.named(backend, rows, () -> tuning.run(batches));
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put(LOSS, result.loss());
    measures.put("grad_norm", result.gradientNorm());
    measures.putAll(result.metrics());
    return new Update(measures, result.learningRate(), Padding.tokens(rows));
  }

  @Override
  public Map<String, Double> evaluate() {
    return heldOut.map(this::evaluate).orElse(Map.of());
  }

  private Map<String, Double> evaluate(Pairs pairs) {
    List<Integer> numbers = IntStream.range(0, pairs.source().size()).boxed().toList();
    return tuning.evaluate(() -> numbers.stream().map(number -> pairs.batch(0, number)).iterator());
  }
}
