package io.gristmill.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** Estimates under a simulated clock that ticks five times a second, as a terminal's display. */
class RemainingTimeTest {

  private static final long TICK = 200_000_000;

  private long now = 42;
  private final RemainingTime time = new RemainingTime(0, () -> now);

  /**
   * Lets time pass.
   *
   * @param done finished units by the second since the start, in tenths of a second
   * @return the estimates that were shown, NaN for none
   */
  private List<Double> estimates(int seconds, long total, LongUnaryOperator done) {
    List<Double> estimates = new ArrayList<>();
    for (int tick = 0; tick < 5 * seconds; tick++) {
      now += TICK;
      time.report(done.applyAsLong((now - 42) / 100_000_000));
      estimates.add(time.secondsLeft(total).orElse(Double.NaN));
    }
    return estimates;
  }

  private static void assertFalling(List<Double> estimates, double tolerance) {
    for (int i = 1; i < estimates.size(); i++) {
      assertThat(estimates.get(i)).as("tick " + i).isLessThan(estimates.get(i - 1) + tolerance);
    }
  }

  @Test
  void anEvenRateGivesAFallingEstimate() {
    List<Double> estimates = estimates(100, 1000, tenths -> tenths);
    List<Double> shown = estimates.subList(10, estimates.size());
    assertThat(shown).doesNotContain(Double.NaN);
    assertFalling(shown, 0.01);
    assertThat(shown.get(0)).isCloseTo(97.8, within(1.0));
    assertThat(shown.get(shown.size() - 1)).isCloseTo(0, within(0.5));
    assertThat(time.rate().orElseThrow()).isCloseTo(10, within(0.1));
  }

  @Test
  void aSlowStartDoesNotInflateTheEstimate() {
    // One minute without a unit, then ten units a second.
    List<Double> estimates = estimates(100, 1000, tenths -> Math.max(0, tenths - 600));
    assertThat(estimates.subList(0, 300)).containsOnly(Double.NaN);
    List<Double> shown = estimates.subList(310, estimates.size());
    assertThat(shown).allSatisfy(seconds -> assertThat(seconds).isBetween(55.0, 100.0));
    assertFalling(shown, 0.01);
  }

  @Test
  void theEstimateCountsDownBetweenLongUnits() {
    // A unit takes twenty seconds.
    List<Double> estimates = estimates(200, 10, tenths -> tenths / 200);
    List<Double> shown = estimates.subList(5 * 41, estimates.size());
    assertThat(shown).doesNotContain(Double.NaN);
    assertFalling(shown, 0.5);
    assertThat(shown.get(0)).isCloseTo(159, within(2.0));
  }

  @Test
  void stalledWorkHasNoEstimateAndItsRateRecovers() {
    estimates(60, 10_000, tenths -> tenths);
    assertThat(time.isStalled()).isFalse();
    List<Double> stalled = estimates(600, 10_000, tenths -> 600);
    assertThat(time.isStalled()).isTrue();
    assertThat(time.secondsSinceProgress()).isCloseTo(600, within(0.5));
    assertThat(stalled.subList(5 * 31, stalled.size())).containsOnly(Double.NaN);
    assertFalling(stalled.subList(1, 5 * 29), 0.01);
    List<Double> after = estimates(60, 10_000, tenths -> tenths - 6_000);
    assertThat(time.isStalled()).isFalse();
    assertThat(after.get(5 * 30)).isLessThan(2 * 910.0);
    assertThat(after.get(after.size() - 1)).isLessThan(1.2 * 880.0);
  }

  @Test
  void theRateFollowsASlowdown() {
    estimates(60, 10_000, tenths -> 10 * tenths);
    estimates(60, 10_000, tenths -> 6_000 + (tenths - 600));
    assertThat(time.rate().orElseThrow()).isBetween(10.0, 30.0);
  }

  @Test
  void unitsOfAnEarlierAttemptDoNotCountAsProgress() {
    RemainingTime resumed = new RemainingTime(500, () -> now);
    now += TICK;
    resumed.report(500);
    assertThat(resumed.secondsLeft(1000)).isEmpty();
    for (int i = 1; i <= 50; i++) {
      now += TICK;
      resumed.report(500 + 2 * i);
    }
    assertThat(resumed.secondsLeft(1000).orElseThrow()).isCloseTo(40, within(0.1));
  }

  @Test
  void workWithoutFinishedUnitsIsNotStalledAndHasNoEstimate() {
    assertThat(estimates(100, 10, tenths -> 0)).containsOnly(Double.NaN);
    assertThat(time.isStalled()).isFalse();
    assertThat(time.rate()).isEmpty();
  }
}
