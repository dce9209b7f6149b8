package io.gristmill.jobs.train.watch.setup;

import io.gristmill.jobs.train.watch.Measures;
import io.gristmill.jobs.train.watch.Moment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Dates what a training tells, and takes its speed, which is of the clock, from its measures. */
final class Pace {

  /** The one measure that differs from run to run. */
  private static final String SPEED = "tokens_per_second";

  private static final double NANOS = 1e9;

  private final WallTime time;
  private double before;
  private long start;

  Pace(WallTime time) {
    this.time = time;
  }

  /** Takes over what was told before this process. */
  void earlier(Moment moment) {
    before = Math.max(before, moment.seconds());
  }

  /** Time counts from now on. */
  void begin() {
    start = time.nanos().getAsLong();
  }

  /** Now, with the speed among the measures. */
  Moment of(Measures measures) {
    @Nullable Double speed = measures.values().get(SPEED);
    return now(speed == null || !(speed > 0) ? OptionalDouble.empty() : OptionalDouble.of(speed));
  }

  Moment now() {
    return now(OptionalDouble.empty());
  }

  private Moment now(OptionalDouble speed) {
    double seconds = before + (time.nanos().getAsLong() - start) / NANOS;
    return new Moment(time.millis().getAsLong(), seconds, speed);
  }

  /** The measures without their speed. */
  static Measures timeless(Measures measures) {
    if (!measures.values().containsKey(SPEED)) {
      return measures;
    }
    Map<String, Double> values = new LinkedHashMap<>(measures.values());
    values.remove(SPEED);
    return new Measures(measures.step(), measures.split(), values);
  }
}
