package io.gristmill.jobs.train.loop;

import io.gristmill.check.Require;

/**
 * How far a training goes, and what is done on the way.
 *
 * @param updates of the weights in all
 * @param accumulation micro-batches of an update; the last one of an epoch may have fewer
 * @param logEvery updates between two measures
 * @param evaluateEvery updates between two evaluations; 0 is at the end alone
 * @param evaluateAtStart whether to evaluate before the first update too
 * @param checkpointEvery updates between two checkpoints; 0 is only when an evaluation is the best
 *     so far, and at the end
 * @param metric the measure of an evaluation that decides which is the best
 * @param patience evaluations in a row without a new best after which the training ends; 0 is never
 */
public record LoopConfig(
    long updates,
    int accumulation,
    long logEvery,
    long evaluateEvery,
    boolean evaluateAtStart,
    long checkpointEvery,
    Metric metric,
    int patience) {

  public LoopConfig {
    Require.that(updates >= 1, "there must be an update at least, was %d", updates);
    Require.that(accumulation >= 1, "an update needs a micro-batch, was %d", accumulation);
    Require.that(logEvery >= 1, "measures are taken every update or less often, was %d", logEvery);
    Require.that(evaluateEvery >= 0, "updates between evaluations, was %d", evaluateEvery);
    Require.that(checkpointEvery >= 0, "updates between checkpoints, was %d", checkpointEvery);
    Require.that(patience >= 0, "evaluations without a new best, was %d", patience);
  }

  /**
   * A measure of an evaluation.
   *
   * @param name as the objective has it
   * @param rises whether more is better
   */
  public record Metric(String name, boolean rises) {

    boolean better(double one, double other) {
      return rises ? one > other : one < other;
    }
  }
}
