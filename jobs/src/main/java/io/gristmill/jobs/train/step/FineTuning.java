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
  private final Crew crew;
  private final long seed;

  /**
   * @param seed of dropout
   */
  public FineTuning(
      Backend backend, LanguageModel model, AdamW optimiser, Schedule schedule, long seed) {
    this(backend, model, optimiser, schedule, new Crew(1), seed);
  }

  /**
   * @param crew of one where the model has dropout, whose random numbers threads would share
   * @param seed of dropout
   */
  public FineTuning(
      Backend backend,
      LanguageModel model,
      AdamW optimiser,
      Schedule schedule,
      Crew crew,
      long seed) {
    this.backend = backend;
    this.model = model;
    this.optimiser = optimiser;
    this.schedule = schedule;
    this.crew = crew;
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
      Crew.Sum<Sums> all =
          crew.sum(
              scope,
              optimiser,
              batches.size(),
              (inner, i) -> gradients(inner, batches.get(i), asked, i));
      Sums sums = all.results().stream().reduce(Sums::plus).orElseThrow();
      double rate = schedule.at(optimiser.steps());
      return new Result(sums, optimiser.step(scope, all.gradients(), rate), rate);
    }
  }

  private Crew.Part<Sums> gradients(Scope scope, Batch batch, long asked, int number) {
    Slopes slopes = model.gradients(scope, batch, 1.0 / asked, seed(number));
    return new Crew.Part<>(slopes.sums(), slopes.gradients());
  }

  /** Of (seed, step, micro-batch), so that a resumed training goes on with the same numbers. */
  private long seed(int number) {
    String id = optimiser.steps() + "/" + number;
    return RandomStream.of(seed, "dropout", id).nextLong() >>> 1;
  }
}
