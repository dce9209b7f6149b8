package io.gristmill.jobs.train.tracking;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Adds the time to log entries, and removes the throughput, which depends on the clock, from the
 * metrics.
 */
final class RunClock {

  /** The only metric that differs from run to run. */
  private static final String THROUGHPUT = "tokens_per_second";

  private static final double NANOS = 1e9;

  private final Clocks time;
  private double earlierSeconds;
  private long startNanos;

  RunClock(Clocks time) {
    this.time = time;
  }

  /** Continues from an entry that an earlier process logged. */
  void resumeFrom(LogTime moment) {
    earlierSeconds = Math.max(earlierSeconds, moment.seconds());
  }

  void start() {
    startNanos = time.nanos().getAsLong();
  }

  /** The current time, with the throughput of these metrics. */
  LogTime timeOf(StepMetrics metrics) {
    @Nullable Double throughput = metrics.values().get(THROUGHPUT);
    return now(
        throughput == null || !(throughput > 0)
            ? OptionalDouble.empty()
            : OptionalDouble.of(throughput));
  }

  LogTime now() {
    return now(OptionalDouble.empty());
  }

  private LogTime now(OptionalDouble throughput) {
    double seconds = earlierSeconds + (time.nanos().getAsLong() - startNanos) / NANOS;
    return new LogTime(time.millis().getAsLong(), seconds, throughput);
  }

  static StepMetrics withoutThroughput(StepMetrics metrics) {
    if (!metrics.values().containsKey(THROUGHPUT)) {
      return metrics;
    }
    Map<String, Double> values = new LinkedHashMap<>(metrics.values());
    values.remove(THROUGHPUT);
    return new StepMetrics(metrics.step(), metrics.split(), values);
  }
}
