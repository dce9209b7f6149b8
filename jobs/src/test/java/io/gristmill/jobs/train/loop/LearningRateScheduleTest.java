package io.gristmill.jobs.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.jobs.train.loop.LearningRateSchedule.Type;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {

  @Test
  void warmupRisesLinearlyFromZero() {
    LearningRateSchedule schedule = new LearningRateSchedule(Type.CONSTANT, 0.4, 4, 100, 0);
    assertThat(schedule.rateAt(0)).isZero();
    assertThat(schedule.rateAt(1)).isCloseTo(0.1, within(1e-15));
    assertThat(schedule.rateAt(3)).isCloseTo(0.3, within(1e-15));
    assertThat(schedule.rateAt(4)).isEqualTo(0.4);
    assertThat(schedule.rateAt(99)).isEqualTo(0.4);
  }

  @Test
  void linearAndCosineEndAtTheMinimumRatio() {
    LearningRateSchedule line = new LearningRateSchedule(Type.LINEAR, 1, 10, 110, 0.2);
    assertThat(line.rateAt(60)).isCloseTo(0.6, within(1e-15));
    assertThat(line.rateAt(110)).isCloseTo(0.2, within(1e-15));
    LearningRateSchedule cosine = new LearningRateSchedule(Type.COSINE, 1, 0, 100, 0);
    assertThat(cosine.rateAt(0)).isEqualTo(1);
    assertThat(cosine.rateAt(25)).isCloseTo(0.5 + Math.sqrt(0.125), within(1e-15));
    assertThat(cosine.rateAt(50)).isCloseTo(0.5, within(1e-15));
    assertThat(cosine.rateAt(1000)).isCloseTo(0, within(1e-15));
  }

  @Test
  void rejectsInvalidValues() {
    assertThatThrownBy(() -> new LearningRateSchedule(Type.LINEAR, 0, 0, 1, 0))
        .hasMessage("the learning rate must be > 0, was 0.0");
    assertThatThrownBy(() -> new LearningRateSchedule(Type.LINEAR, 1, 0, 0, 0))
        .hasMessage("the number of training steps must be >= 1, was 0");
    assertThatThrownBy(() -> new AdamWConfig(1, 0.9, 1e-8, 0, 1))
        .hasMessage("adam-beta1 must be in [0, 1), was 1.0");
  }
}
