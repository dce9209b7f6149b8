package io.gristmill.jobs.job;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Expects the duration of the stages of a run that have not finished, from those that have. A stage
 * weighs its relative cost per row times its rows, plus a constant for its start; finished stages
 * tell the seconds per weight. Stages that were skipped do not count.
 */
final class StagePlan {

  /** What starting a stage costs, in rows. */
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
   * @param input how many rows it gets; 0 when that is unknown
   */
  synchronized void begin(int stage, long input) {
    current = stage;
    rows = input;
  }

  /** Ends the current stage, which had this many rows and took this long. */
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
   * Seconds until the last stage is expected to end; empty when a stage of unknown cost is among
   * those that are left, or none has finished.
   *
   * @param elapsed seconds since the current stage began
   * @param left seconds that its current step will still take, as far as known
   */
  synchronized OptionalDouble secondsLeft(double elapsed, OptionalDouble left) {
    boolean unknown =
        costs.subList(Math.max(0, current), costs.size()).contains(OptionalDouble.empty());
    if (!isBegun() || unknown || measuredWeight == 0) {
      return OptionalDouble.empty();
    }
    double ofStage = Math.max(expected(current) - elapsed, left.orElse(0));
    if (ofStage <= 0) { // takes longer than expected, and nobody knows how long
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
