package io.gristmill.jobs.train.loop;

import org.jspecify.annotations.Nullable;

/**
 * State of the training loop: the part of a checkpoint that is not tensors. The position in the
 * data and in the random streams follows from the step.
 *
 * @param step optimizer steps so far
 * @param tokens tokens so far, without padding
 * @param best best evaluation so far, if any
 * @param window metrics since the last log entry
 */
public record LoopState(long step, long tokens, @Nullable Best best, MetricWindow window) {

  public static final LoopState START = new LoopState(0, 0, null, MetricWindow.EMPTY);

  /**
   * The best evaluation.
   *
   * @param step optimizer steps before it
   * @param value value of the metric
   * @param evaluationsSince later evaluations, none of them better
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
