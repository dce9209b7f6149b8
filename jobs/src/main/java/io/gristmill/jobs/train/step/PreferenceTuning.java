package io.gristmill.jobs.train.step;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.LanguageModel.Preferred;
import io.gristmill.jobs.train.model.PreferenceLoss;
import io.gristmill.jobs.train.optim.AdamW;
import io.gristmill.jobs.train.optim.Schedule;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.random.RandomStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps of direct preference optimisation and its kin. A step's loss is the mean over all its
 * pairs, its likelihood term the mean over all labels of its chosen answers.
 */
public final class PreferenceTuning {

  private final Backend backend;
  private final LanguageModel model;
  private final AdamW optimiser;
  private final Schedule schedule;
  private final PreferenceLoss loss;
  private final Crew crew;
  private final long seed;

  /**
   * @param seed of dropout
   */
  public PreferenceTuning(
      Backend backend,
      LanguageModel model,
      AdamW optimiser,
      Schedule schedule,
      PreferenceLoss loss,
      long seed) {
    this(backend, model, optimiser, schedule, loss, new Crew(1), seed);
  }

  /**
   * @param crew of one where the model has dropout, whose random numbers threads would share
   * @param seed of dropout
   */
  public PreferenceTuning(
      Backend backend,
      LanguageModel model,
      AdamW optimiser,
      Schedule schedule,
      PreferenceLoss loss,
      Crew crew,
      long seed) {
    this.backend = backend;
    this.model = model;
    this.optimiser = optimiser;
    this.schedule = schedule;
    this.loss = loss;
    this.crew = crew;
    this.seed = seed;
  }

  /**
   * What a step saw, before the weights moved.
   *
   * @param loss with the likelihood term
   * @param gradientNorm before clipping
   * @param metrics means under TRL's names
   */
  public record Result(
      double loss, double gradientNorm, double learningRate, Map<String, Double> metrics) {}

  /** Moves the weights once by micro-batches of pairs. */
  public Result step(List<PairBatch> batches) {
    int pairs = batches.stream().mapToInt(PairBatch::pairs).sum();
    Require.that(pairs > 0, "a step needs a pair at least");
    long labels = Math.max(1, batches.stream().mapToLong(PairBatch::chosenLabels).sum());
    try (Scope scope = backend.open()) {
      Crew.Sum<Preferred> all =
          crew.sum(
              scope,
              optimiser,
              batches.size(),
              (inner, i) -> gradients(inner, batches.get(i), pairs, labels, i));
      PreferenceMetrics metrics = new PreferenceMetrics(loss.beta());
      double total = 0;
      for (int i = 0; i < batches.size(); i++) {
        Preferred preferred = all.results().get(i);
        metrics.add(preferred.rows(), batches.get(i).reference());
        total += value(preferred, pairs, labels);
      }
      double rate = schedule.at(optimiser.steps());
      double norm = optimiser.step(scope, all.gradients(), rate);
      return new Result(total, norm, rate, metrics.means());
    }
  }

  private Crew.Part<Preferred> gradients(
      Scope scope, PairBatch batch, int pairs, long labels, int number) {
    String id = optimiser.steps() + "/" + number;
    Preferred preferred =
        model.preference(
            scope,
            batch.rows(),
            batch.reference(),
            loss,
            1.0 / pairs,
            loss.likelihood() / labels,
            RandomStream.of(seed, "dropout", id).nextLong() >>> 1);
    return new Crew.Part<>(preferred, preferred.gradients());
  }

  /** The part of a micro-batch in the loss of the step. */
  private double value(Preferred preferred, int pairs, long labels) {
    double[] rows = preferred.rows().logProbabilities();
    double chosen = Arrays.stream(rows, 0, rows.length / 2).sum();
    return Arrays.stream(preferred.losses()).sum() / pairs - loss.likelihood() * chosen / labels;
  }

  /** Measures of held-out pairs, under the same names, without moving anything. */
  public Map<String, Double> evaluate(Iterable<PairBatch> batches) {
    PreferenceMetrics metrics = new PreferenceMetrics(loss.beta());
    PreferenceScore score = new PreferenceScore(loss);
    for (PairBatch batch : batches) {
      try (Scope scope = backend.open()) {
        LanguageModel.Rows rows = model.rows(scope, batch.rows());
        metrics.add(rows, batch.reference());
        score.add(rows, batch.reference());
      }
    }
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("loss", score.mean());
    measures.putAll(metrics.means());
    return measures;
  }
}
