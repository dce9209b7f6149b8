package io.gristmill.jobs.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.jobs.train.optim.Schedule.Form;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void theRateRisesInEqualPartsFromNothing() {
    Schedule schedule = new Schedule(Form.CONSTANT, 0.4, 4, 100, 0);
    assertThat(schedule.at(0)).isZero();
    assertThat(schedule.at(1)).isCloseTo(0.1, within(1e-15));
    assertThat(schedule.at(3)).isCloseTo(0.3, within(1e-15));
    assertThat(schedule.at(4)).isEqualTo(0.4);
    assertThat(schedule.at(99)).isEqualTo(0.4);
  }

  @Test
  void aLineAndACosineEndAtTheFloor() {
    Schedule line = new Schedule(Form.LINEAR, 1, 10, 110, 0.2);
    assertThat(line.at(60)).isCloseTo(0.6, within(1e-15));
    assertThat(line.at(110)).isCloseTo(0.2, within(1e-15));
    Schedule cosine = new Schedule(Form.COSINE, 1, 0, 100, 0);
    assertThat(cosine.at(0)).isEqualTo(1);
    assertThat(cosine.at(25)).isCloseTo(0.5 + Math.sqrt(0.125), within(1e-15));
    assertThat(cosine.at(50)).isCloseTo(0.5, within(1e-15));
    assertThat(cosine.at(1000)).isCloseTo(0, within(1e-15));
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> new Schedule(Form.LINEAR, 0, 0, 1, 0))
        .hasMessage("the learning rate must be above 0, was 0.0");
    assertThatThrownBy(() -> new Schedule(Form.LINEAR, 1, 0, 0, 0))
        .hasMessage("there must be a step at least, was 0");
    assertThatThrownBy(() -> new AdamWConfig(1, 0.9, 1e-8, 0, 1))
        .hasMessage("beta1 must be in [0, 1), was 1.0");
  }
}
