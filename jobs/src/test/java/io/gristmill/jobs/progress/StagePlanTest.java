package io.gristmill.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class StagePlanTest {

  private static final OptionalDouble NONE = OptionalDouble.empty();

  private static StagePlan plan(OptionalDouble... costs) {
    return new StagePlan(List.of(costs));
  }

  private static OptionalDouble cost(double cost) {
    return OptionalDouble.of(cost);
  }

  @Test
  void laterStagesAreWeightedByCostAndRows() {
    StagePlan plan = plan(cost(1), cost(4), cost(1));
    plan.begin(0, 0);
    assertThat(plan.secondsLeft(3, NONE)).as("nothing is measured yet").isEmpty();
    plan.finish(90_000, 10);
    plan.begin(1, 40_000);
    assertThat(plan.position()).isEqualTo("2/3");
    // 100,000 weighted rows took 10 s; (40,000 + 10,000) rows take 20 s at cost 4, then 5 s.
    assertThat(plan.secondsLeft(0, NONE).orElseThrow()).isCloseTo(25, within(1e-9));
    assertThat(plan.secondsLeft(12, NONE).orElseThrow()).isCloseTo(13, within(1e-9));
  }

  @Test
  void theRemainingTimeFallsUntilTheStageTakesLongerThanExpected() {
    StagePlan plan = plan(cost(1), cost(1));
    plan.begin(0, 0);
    plan.finish(90_000, 10);
    plan.begin(1, 90_000);
    double before = plan.secondsLeft(0, NONE).orElseThrow();
    for (int elapsed = 1; elapsed < 10; elapsed++) {
      double left = plan.secondsLeft(elapsed, NONE).orElseThrow();
      assertThat(left).isLessThan(before);
      before = left;
    }
    assertThat(plan.secondsLeft(11, NONE)).isEmpty();
    assertThat(plan.secondsLeft(11, OptionalDouble.of(7))).hasValue(7);
  }

  @Test
  void aStageOfUnknownCostLeavesTheRemainingTimeUnknown() {
    StagePlan plan = plan(cost(1), NONE, cost(1));
    plan.begin(0, 0);
    plan.finish(90_000, 10);
    plan.begin(1, 90_000);
    assertThat(plan.secondsLeft(0, OptionalDouble.of(7))).isEmpty();
    plan.finish(90_000, 100);
    plan.begin(2, 90_000);
    assertThat(plan.secondsLeft(0, NONE)).hasValue(10);
  }

  @Test
  void withoutStagesThereIsNoPlan() {
    StagePlan plan = plan();
    plan.finish(5, 1);
    assertThat(plan.isBegun()).isFalse();
    assertThat(plan.secondsLeft(1, NONE)).isEmpty();
  }
}
