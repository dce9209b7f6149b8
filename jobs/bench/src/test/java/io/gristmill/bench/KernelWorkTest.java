package io.gristmill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KernelWorkTest {

  @Test
  void countsThatAgreeWithTheLastRunAreTaken() {
    KernelWork work = new KernelWork();
    work.count("visits", 12, "pairs", 3L);
    work.count("visits", 12L, "pairs", 3);
    assertThat(work.counts()).containsEntry("visits", 12L).containsEntry("pairs", 3L).hasSize(2);
  }

  @Test
  void countsThatDifferFromTheLastRunStopTheMeasurement() {
    KernelWork work = new KernelWork();
    work.count("visits", 12);
    work.resetTimes();
    assertThatThrownBy(() -> work.count("visits", 13))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("visits=12")
        .hasMessageContaining("visits=13");
  }

  @Test
  void timesAddUpUntilTheyAreReset() {
    KernelWork work = new KernelWork();
    assertThat(work.measure(() -> "result")).isEqualTo("result");
    double once = work.wallSeconds();
    work.measure(() -> "again");
    assertThat(work.wallSeconds()).isGreaterThan(once);
    work.resetTimes();
    assertThat(work.wallSeconds()).isZero();
    assertThat(work.cpuSeconds()).isZero();
  }
}
