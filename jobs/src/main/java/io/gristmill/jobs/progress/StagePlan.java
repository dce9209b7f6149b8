package io.gristmill.jobs.progress;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Estimates the duration of the unfinished stages of a run from that of the finished ones. The
 * weight of a stage is its relative cost per row times its number of rows, plus a constant for its
 * start; finished stages determine the seconds per unit of weight. Skipped stages do not count.
 */
final class StagePlan {

  /** Cost of starting a stage, in rows. */
  private static final double START_ROWS = 10_000;

  private final List<OptionalDouble> costs;
  private int current = -1;
  private long rows;
  private double measuredWeight;
  private double measuredSeconds;

  /**
   * @param costs the relative cost per row of each stage, in order; empty where it is unknown
   */
  StagePlan(List<OptionalDouble> costs) {
    this.costs = List.copyOf(costs);
  }

  /**
   * Begins a stage.
   *
   * @param input number of its input rows; 0 if unknown
   */
  synchronized void begin(int stage, long input) {
    current = stage;
    rows = input;
  }

  /** Ends the current stage, given its number of input rows and its duration. */
  synchronized void finish(long read, double seconds) {
    OptionalDouble cost = isBegun() ? costs.get(current) : OptionalDouble.empty();
    if (cost.isPresent()) {
      measuredWeight += weight(cost.getAsDouble(), read);
      measuredSeconds += seconds;
    }
  }

  synchronized boolean isBegun() {
    return current >= 0;
  }

  /** The number of the current stage and of all, for example {@code 3/5}. */
  synchronized String position() {
    return current + 1 + "/" + costs.size();
  }

  /**
   * Expected seconds until the last stage ends; empty if no stage has finished or the cost of a
   * remaining stage is unknown.
   *
   * @param elapsed seconds since the current stage began
   * @param left remaining seconds of its current step, if known
   */
  synchronized OptionalDouble secondsLeft(double elapsed, OptionalDouble left) {
    boolean unknown =
        costs.subList(Math.max(0, current), costs.size()).contains(OptionalDouble.empty());
    if (!isBegun() || unknown || measuredWeight == 0) {
      return OptionalDouble.empty();
    }
    double ofStage = Math.max(expected(current) - elapsed, left.orElse(0));
    if (ofStage <= 0) { // takes longer than expected, by an unknown time
      return OptionalDouble.empty();
    }
    double later = 0;
    for (int i = current + 1; i < costs.size(); i++) {
      later += expected(i);
    }
    return OptionalDouble.of(ofStage + later);
  }

  private double expected(int stage) {
    return measuredSeconds / measuredWeight * weight(costs.get(stage).getAsDouble(), rows);
  }

  private static double weight(double cost, long rows) {
    return cost * (rows + START_ROWS);
  }
}
