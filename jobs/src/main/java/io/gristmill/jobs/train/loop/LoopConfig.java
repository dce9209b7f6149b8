package io.gristmill.jobs.train.loop;

import io.gristmill.check.Require;

/**
 * How far a training goes, and what is done on the way.
 *
 * @param maxSteps of the weights in all
 * @param accumulationSteps micro-batches of an update; the last one of an epoch may have fewer
 * @param loggingSteps updates between two measures
 * @param evalSteps updates between two evaluations; 0 is at the end alone
 * @param evalOnStart whether to evaluate before the first update too
 * @param saveSteps updates between two checkpoints; 0 is only when an evaluation is the best so
 *     far, and at the end
 * @param metric the measure of an evaluation that decides which is the best
 * @param patience evaluations in a row without a new best after which the training ends; 0 is never
 */
public record LoopConfig(
    long maxSteps,
    int accumulationSteps,
    long loggingSteps,
    long evalSteps,
    boolean evalOnStart,
    long saveSteps,
    Metric metric,
    int patience) {

  public LoopConfig {
    Require.that(maxSteps >= 1, "there must be an update at least, was %d", maxSteps);
    Require.that(
        accumulationSteps >= 1, "an update needs a micro-batch, was %d", accumulationSteps);
    Require.that(
        loggingSteps >= 1, "measures are taken every update or less often, was %d", loggingSteps);
    Require.that(evalSteps >= 0, "updates between evaluations, was %d", evalSteps);
    Require.that(saveSteps >= 0, "updates between checkpoints, was %d", saveSteps);
    Require.that(patience >= 0, "evaluations without a new best, was %d", patience);
  }

  /**
   * A measure of an evaluation.
   *
   * @param name as the objective has it
   * @param greaterIsBetter whether more is better
   */
  public record Metric(String name, boolean greaterIsBetter) {

    boolean isBetter(double one, double other) {
      return greaterIsBetter ? one > other : one < other;
    }
  }
}
