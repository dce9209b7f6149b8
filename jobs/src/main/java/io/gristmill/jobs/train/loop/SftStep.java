package io.gristmill.jobs.train.loop;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.LanguageModel.LossAndGradients;
import io.gristmill.jobs.train.model.LanguageModel.LossSums;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.random.RandomStream;
import java.util.List;

/**
 * An optimizer step of supervised fine-tuning. The loss is the mean over all labels of the step,
 * whatever its micro-batches, as in transformers since 4.46.
 *
 * @param accumulator sequential (parallelism 1) if the model has dropout, since PyTorch's random
 *     generator is shared by all threads
 * @param seed seed of dropout
 */
public record SftStep(
    Backend backend,
    LanguageModel model,
    AdamW optimizer,
    LearningRateSchedule schedule,
    GradientAccumulator accumulator,
    long seed) {

  /**
   * Result of a step.
   *
   * @param sums loss sums before the update of the weights
   * @param gradientNorm global gradient norm before clipping
   */
  public record Result(LossSums sums, double gradientNorm, double learningRate) {}

  /**
   * Updates the weights once.
   *
   * @param batches micro-batches, with at least one label among them
   */
  public Result run(List<Batch> batches) {
    long numLabels = batches.stream().mapToLong(Batch::numLabels).sum();
    Require.that(numLabels > 0, "a training step needs at least one label");
    try (Scope scope = backend.open()) {
      GradientAccumulator.Accumulated<LossSums> accumulated =
          accumulator.accumulate(
              scope,
              optimizer,
              batches.size(),
              (inner, i) -> gradients(inner, batches.get(i), numLabels, i));
      LossSums sums = accumulated.results().stream().reduce(LossSums::plus).orElseThrow();
      double rate = schedule.rateAt(optimizer.steps());
      return new Result(sums, optimizer.step(scope, accumulated.gradients(), rate), rate);
    }
  }

  private GradientAccumulator.MicroBatchResult<LossSums> gradients(
      Scope scope, Batch batch, long numLabels, int index) {
    LossAndGradients result =
        model.lossAndGradients(
            scope, batch, 1.0 / numLabels, dropoutSeed(seed, optimizer.steps(), index));
    return new GradientAccumulator.MicroBatchResult<>(result.sums(), result.gradients());
  }

  /** Derived from (seed, step, micro-batch), so that a resumed training has the same dropout. */
  static long dropoutSeed(long seed, long step, int microBatch) {
    return RandomStream.of(seed, "dropout", step + "/" + microBatch).nextLong() >>> 1;
  }
}
