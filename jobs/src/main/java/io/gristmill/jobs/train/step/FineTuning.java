package io.gristmill.jobs.train.step;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.LanguageModel.Slopes;
import io.gristmill.jobs.train.model.LanguageModel.Sums;
import io.gristmill.jobs.train.optim.AdamW;
import io.gristmill.jobs.train.optim.Schedule;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.random.RandomStream;
import java.util.List;

/**
 * Supervised steps. The loss of a step is the mean over all its labels, however they are spread
 * over micro-batches, as in transformers since 4.46.
 */
public final class FineTuning {

  private final Backend backend;
  private final LanguageModel model;
  private final AdamW optimiser;
  private final Schedule schedule;
  private final long seed;

  /**
   * @param seed of dropout
   */
  public FineTuning(
      Backend backend, LanguageModel model, AdamW optimiser, Schedule schedule, long seed) {
    this.backend = backend;
    this.model = model;
    this.optimiser = optimiser;
    this.schedule = schedule;
    this.seed = seed;
  }

  /**
   * What a step saw.
   *
   * @param sums before the weights moved
   * @param gradientNorm before clipping
   */
  public record Result(Sums sums, double gradientNorm, double learningRate) {}

  /**
   * Moves the weights once.
   *
   * @param batches micro-batches, at least one label among them
   */
  public Result step(List<Batch> batches) {
    long asked = batches.stream().mapToLong(Batch::asked).sum();
    Require.that(asked > 0, "a step needs a label at least");
    try (Scope scope = backend.open()) {
      Slopes slopes = model.gradients(scope, batches.get(0), 1.0 / asked, seed(0));
      Sums sums = slopes.sums();
      for (int i = 1; i < batches.size(); i++) {
        sums = sums.plus(accumulate(scope, slopes.gradients(), batches.get(i), asked, i));
      }
      double rate = schedule.at(optimiser.steps());
      return new Result(sums, optimiser.step(scope, slopes.gradients(), rate), rate);
    }
  }

  private Sums accumulate(
      Scope scope, List<Tensor> gradients, Batch batch, long asked, int number) {
    try (Scope inner = scope.open()) {
      Slopes more = model.gradients(inner, batch, 1.0 / asked, seed(number));
      optimiser.add(inner, gradients, more.gradients());
      return more.sums();
    }
  }

  /** Of (seed, step, micro-batch), so that a resumed training goes on with the same numbers. */
  private long seed(int number) {
    String id = optimiser.steps() + "/" + number;
    return RandomStream.of(seed, "dropout", id).nextLong() >>> 1;
  }
}
