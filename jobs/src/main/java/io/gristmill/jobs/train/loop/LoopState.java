package io.gristmill.jobs.train.loop;

import org.jspecify.annotations.Nullable;

/**
 * All that a loop has to know to go on: a checkpoint's part that is no tensor. Where it stands in
 * the data and in its random streams follows from the number of updates.
 *
 * @param step updates so far
 * @param tokens read so far, without padding
 * @param best the best evaluation so far, if there was one
 * @param window updates since the last measures
 */
public record LoopState(long step, long tokens, @Nullable Best best, MetricWindow window) {

  /** Before the first update. */
  public static final LoopState START = new LoopState(0, 0, null, MetricWindow.EMPTY);

  /**
   * The best evaluation.
   *
   * @param step updates before it
   * @param value of the metric
   * @param evaluationsSince evaluations after it that were not better
   */
  public record Best(long step, double value, int evaluationsSince) {

    Best withoutImprovement() {
      return new Best(step, value, evaluationsSince + 1);
    }
  }

  LoopState afterStep(Objective.StepResult update) {
    return new LoopState(step + 1, tokens + update.tokens(), best, window.plus(update.metrics()));
  }

  LoopState withEmptyWindow() {
    return new LoopState(step, tokens, best, MetricWindow.EMPTY);
  }

  LoopState withBest(Best changed) {
    return new LoopState(step, tokens, changed, window);
  }
}
