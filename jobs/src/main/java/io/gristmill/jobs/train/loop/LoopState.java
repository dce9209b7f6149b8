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
public record LoopState(long step, long tokens, @Nullable Best best, Window window) {

  /** Before the first update. */
  public static final LoopState START = new LoopState(0, 0, null, Window.EMPTY);

  /**
   * The best evaluation.
   *
   * @param step updates before it
   * @param value of the metric
   * @param since evaluations after it that were not better
   */
  public record Best(long step, double value, int since) {

    Best worse() {
      return new Best(step, value, since + 1);
    }
  }

  LoopState updated(Objective.Update update) {
    return new LoopState(step + 1, tokens + update.tokens(), best, window.plus(update.measures()));
  }

  LoopState measured() {
    return new LoopState(step, tokens, best, Window.EMPTY);
  }

  LoopState withBest(Best changed) {
    return new LoopState(step, tokens, changed, window);
  }
}
