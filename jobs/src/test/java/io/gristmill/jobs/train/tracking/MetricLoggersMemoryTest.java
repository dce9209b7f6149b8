package io.gristmill.jobs.train.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.train.tracking.Samples.Sample;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricLoggersMemoryTest {

  private static final int MEASURES = 15;
  private static final long MEBI = 1 << 20;

  @TempDir private Path directory;

  private static void logSteps(MetricLoggers loggers, long from, long to) {
    for (long step = from + 1; step <= to; step++) {
      Map<String, Double> values = new HashMap<>();
      for (int i = 0; i < MEASURES; i++) {
        values.put("measure" + i, Math.sin(step * i));
      }
      loggers.onMetrics(new StepMetrics(step, Split.TRAIN, values));
      if (step % 1000 == 0) {
        loggers.onSamples(new Samples(step, List.of(new Sample("p", "a".repeat(1000) + step))));
      }
    }
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  @Test
  void memoryDoesNotGrowWithTheNumberOfSteps() {
    PrintStream nobody =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    RunInfo training = new RunInfo("sft", "wheat", 30_000, Map.of());
    TrackingConfig config = new TrackingConfig(true, true, Optional.empty());
    try (MetricLoggers loggers =
        MetricLoggers.open(config, directory, training, 0, nobody, false, Clocks.system())) {
      logSteps(loggers, 0, 4_000);
      long some = used();
      logSteps(loggers, 4_000, 30_000);
      // All points would be 390,000 of 40 bytes and more.
      assertThat(used() - some).isLessThan(8 * MEBI);
    }
  }
}
