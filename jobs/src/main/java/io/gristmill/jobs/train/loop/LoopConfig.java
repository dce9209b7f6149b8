package io.gristmill.jobs.train.loop;

/**
 * Step counts and intervals of a training loop.
 *
 * @param maxSteps total number of optimizer steps
 * @param accumulationSteps micro-batches of a step; the last step of an epoch may have fewer
 * @param loggingSteps steps between log entries
 * @param evalSteps steps between evaluations; 0: only at the end
 * @param evalOnStart whether to evaluate before the first step too
 * @param saveSteps steps between checkpoints; 0: only at a new best evaluation and at the end
 * @param metric evaluation metric that determines the best evaluation
 * @param patience evaluations in a row without a new best that stop the training; 0: never
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

  /**
   * An evaluation metric.
   *
   * @param name as the objective names it
   * @param greaterIsBetter direction of improvement
   */
  public record Metric(String name, boolean greaterIsBetter) {

    boolean isBetter(double one, double other) {
      return greaterIsBetter ? one > other : one < other;
    }
  }
}
