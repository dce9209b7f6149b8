package io.gristmill.jobs.train.step;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.LanguageModel.LossAndGradients;
import io.gristmill.jobs.train.model.LanguageModel.LossSums;
import io.gristmill.jobs.train.optim.AdamW;
import io.gristmill.jobs.train.optim.LearningRateSchedule;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.random.RandomStream;
import java.util.List;

/**
 * Supervised steps. The loss of a step is the mean over all its labels, however they are spread
 * over micro-batches, as in transformers since 4.46.
 */
public final class SftStep {

  private final Backend backend;
  private final LanguageModel model;
  private final AdamW optimizer;
  private final LearningRateSchedule schedule;
  private final GradientAccumulator accumulator;
  private final long seed;

  /**
   * @param seed of dropout
   */
  public SftStep(
      Backend backend,
      LanguageModel model,
      AdamW optimizer,
      LearningRateSchedule schedule,
      long seed) {
    this(backend, model, optimizer, schedule, new GradientAccumulator(1), seed);
  }

  /**
   * @param accumulator of one where the model has dropout, whose random numbers threads would share
   * @param seed of dropout
   */
  public SftStep(
      Backend backend,
      LanguageModel model,
      AdamW optimizer,
      LearningRateSchedule schedule,
      GradientAccumulator accumulator,
      long seed) {
    this.backend = backend;
    this.model = model;
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.accumulator = accumulator;
    this.seed = seed;
  }

  /**
   * What a step saw.
   *
   * @param sums before the weights moved
   * @param gradientNorm before clipping
   */
  public record Result(LossSums sums, double gradientNorm, double learningRate) {}

  /**
   * Moves the weights once.
   *
   * @param batches micro-batches, at least one label among them
   */
  public Result run(List<Batch> batches) {
    long numLabels = batches.stream().mapToLong(Batch::numLabels).sum();
    Require.that(numLabels > 0, "a step needs a label at least");
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
        model.lossAndGradients(scope, batch, 1.0 / numLabels, dropoutSeed(index));
    return new GradientAccumulator.MicroBatchResult<>(result.sums(), result.gradients());
  }

  /** Of (seed, step, micro-batch), so that a resumed training goes on with the same numbers. */
  private long dropoutSeed(int index) {
    String id = optimizer.steps() + "/" + index;
    return RandomStream.of(seed, "dropout", id).nextLong() >>> 1;
  }
}
