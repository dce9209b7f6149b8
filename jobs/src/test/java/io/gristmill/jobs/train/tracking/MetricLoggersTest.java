package io.gristmill.jobs.train.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricLoggersTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TrackingConfig ALL = new TrackingConfig(true, true, Optional.empty());

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long now;

  private MetricLoggers open(Path folder, TrackingConfig config, long step) {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    RunInfo training = new RunInfo("dpo", "wheat", 20, Map.of("dpo.beta", "0.1"));
    Clocks time = new Clocks(() -> 1_750_000_000_000L + now / 1_000_000, () -> now);
    return MetricLoggers.open(config, folder, training, step, print, false, time);
  }

  /**
   * Logs the metrics of steps up to a step, with an evaluation at every fifth; returns the open
   * loggers.
   */
  private MetricLoggers logSteps(Path folder, long from, long to) {
    MetricLoggers loggers = open(folder, ALL, from);
    for (long step = from + 1; step <= to; step++) {
      now += 1_000_000_000L + step * from;
      double speed = 100.0 + now;
      loggers.onMetrics(
          new StepMetrics(
              step, Split.TRAIN, Map.of("loss", 1.0 / step, "tokens_per_second", speed)));
      if (step % 5 == 0) {
        loggers.onMetrics(new StepMetrics(step, Split.EVAL, Map.of("loss", 2.0 / step)));
        loggers.onSamples(new Samples(step, List.of(new Sample("p", "a" + step))));
        loggers.flush();
      }
    }
    return loggers;
  }

  private static List<String> timeless(Path file) {
    try {
      return Files.readAllLines(file).stream().map(MetricLoggersTest::timeless).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String timeless(String line) {
    try {
      ObjectNode node = (ObjectNode) JSON.readTree(line);
      assertThat(node.remove("time")).isNotNull();
      return node.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(line, e);
    }
  }

  @Test
  void allLogsAreInTheRunDirectory() throws IOException {
    MetricLoggers loggers = logSteps(directory, 0, 10);
    loggers.onTrainingEnd();
    loggers.close();
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("metrics.jsonl", "samples.jsonl", "report.html", "tensorboard");
    assertThat(Files.readString(directory.resolve("report.html")))
        .contains("dpo: wheat", "Finished", "dpo.beta", "a10", "10 of 20");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("dpo: evaluation after step 5, loss 0.4000", "dpo  10/20 steps");
  }

  @Test
  void aResumedTrainingWritesTheFilesOfAnUninterruptedOne() throws IOException {
    Path killed = Files.createDirectory(directory.resolve("killed"));
    Path whole = Files.createDirectory(directory.resolve("whole"));
    try (MetricLoggers abandoned = logSteps(killed, 0, 13)) {
      logSteps(killed, 10, 20).close(); // the first was killed at 13, its last checkpoint is of 10
    }
    logSteps(whole, 0, 20).close();
    for (String file : List.of("metrics.jsonl", "samples.jsonl")) {
      assertThat(timeless(killed.resolve(file))).isEqualTo(timeless(whole.resolve(file)));
    }
  }

  @Test
  void theClockResumesAndThroughputIsNotAMetric() throws IOException {
    logSteps(directory, 0, 2).close();
    now = 0;
    logSteps(directory, 2, 3).close();
    assertThat(Files.readAllLines(directory.resolve("metrics.jsonl")))
        .element(2)
        .asString()
        .startsWith("{\"step\":3,\"split\":\"train\",\"values\":{\"loss\":0.3333333333333333},")
        .contains("\"seconds\":3.0,\"tokens_per_second\":1.000000");
  }

  @Test
  void disabledLoggersWriteNoFiles() {
    open(directory, new TrackingConfig(false, false, Optional.empty()), 0).close();
    assertThat(directory.toFile().list())
        .containsExactlyInAnyOrder("metrics.jsonl", "samples.jsonl");
  }

  @Test
  void aLoggerThatCannotBeOpenedIsReportedAndTheOthersAreClosed() throws IOException {
    Files.writeString(directory.resolve("tensorboard"), "in the way");
    assertThatThrownBy(() -> open(directory, ALL, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("tensorboard");
  }
}
