package io.gristmill.jobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.progress.WorkMeter;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JoinMeterTest {

  private static WorkMeter shown() {
    return Objects.requireNonNull(WorkMeter.current());
  }

  @Test
  void progressIsDisplayedUntilTheJoinEnds() {
    try (JoinMeter meter = new JoinMeter()) {
      assertThat(WorkMeter.current()).isNull();
      meter.update(10, 4950);
      meter.update(4000, 4950);
      assertThat(shown().done()).isEqualTo(4000);
      assertThat(shown().total()).isEqualTo(4950);
      assertThat(shown().unit()).isEqualTo("pairs of texts");
    }
    assertThat(WorkMeter.current()).isNull();
  }

  @Test
  void aSecondJoinHasItsOwnMeter() {
    try (JoinMeter meter = new JoinMeter()) {
      meter.update(4000, 4950);
      meter.update(17, 4851);
      assertThat(shown().done()).isEqualTo(17);
      assertThat(shown().total()).isEqualTo(4851);
    }
  }
}
