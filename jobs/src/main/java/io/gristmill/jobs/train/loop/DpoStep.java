package io.gristmill.jobs.train.loop;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.LanguageModel.PreferenceGradients;
import io.gristmill.jobs.train.model.PreferenceLoss;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An optimizer step of direct preference optimization (DPO) and related losses. The loss is the
 * mean over all pairs of the step, plus the weighted mean of the SFT loss over all labels of its
 * chosen answers.
 *
 * @param accumulator sequential (parallelism 1) if the model has dropout, since PyTorch's random
 *     generator is shared by all threads
 * @param seed seed of dropout
 */
public record DpoStep(
    Backend backend,
    LanguageModel model,
    AdamW optimizer,
    LearningRateSchedule schedule,
    PreferenceLoss loss,
    GradientAccumulator accumulator,
    long seed) {

  /**
   * Result of a step, from before the update of the weights.
   *
   * @param loss loss with the SFT term
   * @param gradientNorm global gradient norm before clipping
   * @param metrics means over the pairs, under TRL's names
   */
  public record Result(
      double loss, double gradientNorm, double learningRate, Map<String, Double> metrics) {}

  /** Updates the weights once from micro-batches of pairs. */
  public Result run(List<PreferenceBatch> batches) {
    int numPairs = batches.stream().mapToInt(PreferenceBatch::numPairs).sum();
    Require.that(numPairs > 0, "a training step needs at least one pair");
    long numChosenLabels =
        Math.max(1, batches.stream().mapToLong(PreferenceBatch::numChosenLabels).sum());
    try (Scope scope = backend.open()) {
      GradientAccumulator.Accumulated<PreferenceGradients> accumulated =
          accumulator.accumulate(
              scope,
              optimizer,
              batches.size(),
              (inner, i) -> gradients(inner, batches.get(i), numPairs, numChosenLabels, i));
      PreferenceMetrics metrics = new PreferenceMetrics(loss.beta());
      double total = 0;
      for (int i = 0; i < batches.size(); i++) {
        PreferenceGradients result = accumulated.results().get(i);
        metrics.add(result.sequences(), batches.get(i).referenceLogProbs());
        total += lossShare(result, numPairs, numChosenLabels);
      }
      double rate = schedule.rateAt(optimizer.steps());
      double norm = optimizer.step(scope, accumulated.gradients(), rate);
      return new Result(total, norm, rate, metrics.means());
    }
  }

  private GradientAccumulator.MicroBatchResult<PreferenceGradients> gradients(
      Scope scope, PreferenceBatch batch, int numPairs, long numChosenLabels, int index) {
    PreferenceGradients result =
        model.preferenceGradients(
            scope,
            batch.batch(),
            batch.referenceLogProbs(),
            loss,
            1.0 / numPairs,
            loss.sftWeight() / numChosenLabels,
            SftStep.dropoutSeed(seed, optimizer.steps(), index));
    return new GradientAccumulator.MicroBatchResult<>(result, result.gradients());
  }

  /** The contribution of a micro-batch to the loss of the step. */
  private double lossShare(PreferenceGradients result, int numPairs, long numChosenLabels) {
    double[] logProbs = result.sequences().logProbs();
    double chosen = Arrays.stream(logProbs, 0, logProbs.length / 2).sum();
    return Arrays.stream(result.losses()).sum() / numPairs
        - loss.sftWeight() * chosen / numChosenLabels;
  }

  /** Loss and metrics of held-out pairs, under TRL's names, without an update. */
  public Map<String, Double> evaluate(Iterable<PreferenceBatch> batches) {
    PreferenceMetrics metrics = new PreferenceMetrics(loss.beta());
    MeanPreferenceLoss meanLoss = new MeanPreferenceLoss(loss);
    for (PreferenceBatch batch : batches) {
      try (Scope scope = backend.open()) {
        LanguageModel.SequenceLogProbs sequences = model.sequenceLogProbs(scope, batch.batch());
        metrics.add(sequences, batch.referenceLogProbs());
        meanLoss.add(sequences, batch.referenceLogProbs());
      }
    }
    Map<String, Double> metricsByName = new LinkedHashMap<>();
    metricsByName.put("loss", meanLoss.mean());
    metricsByName.putAll(metrics.means());
    return metricsByName;
  }
}
