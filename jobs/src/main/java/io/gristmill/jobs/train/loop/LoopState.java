package io.gristmill.jobs.train.loop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /**
   * Sums of metrics over steps since the last log entry.
   *
   * @param sums sums by name, in order of first appearance
   */
  public record MetricWindow(int steps, Map<String, Double> sums) {

    static final MetricWindow EMPTY = new MetricWindow(0, Map.of());

    public MetricWindow {
      sums = Collections.unmodifiableMap(new LinkedHashMap<>(sums));
    }

    MetricWindow plus(Map<String, Double> metrics) {
      Map<String, Double> more = new LinkedHashMap<>(sums);
      metrics.forEach((name, value) -> more.merge(name, value, Double::sum));
      return new MetricWindow(steps + 1, more);
    }

    Map<String, Double> means() {
      Map<String, Double> means = new LinkedHashMap<>();
      sums.forEach((name, sum) -> means.put(name, sum / steps));
      return means;
    }
  }
}
