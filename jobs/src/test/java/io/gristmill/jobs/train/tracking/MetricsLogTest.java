package io.gristmill.jobs.train.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private final List<Object> earlier = new ArrayList<>();

  private MetricsLog open(long step) {
    earlier.clear();
    return MetricsLog.open(
        directory,
        step,
        (metrics, time) -> earlier.add(metrics),
        (samples, time) -> earlier.add(samples));
  }

  private static LogTime at(double seconds) {
    return new LogTime(1_750_000_000_000L, seconds, OptionalDouble.of(seconds * 10));
  }

  private static StepMetrics train(long step, double loss) {
    return new StepMetrics(step, Split.TRAIN, Map.of("loss", loss));
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(directory.resolve(file), StandardCharsets.UTF_8);
  }

  private void logSteps(long from, long to) {
    try (MetricsLog metricsLog = open(from)) {
      for (long step = from + 1; step <= to; step++) {
        metricsLog.logMetrics(train(step, 1.0 / step), at(step));
        metricsLog.logSamples(new Samples(step, List.of(new Sample("p", "a" + step))), at(step));
      }
    }
  }

  @Test
  void aLineHasStepSplitValuesAndTimeInThisOrder() throws IOException {
    try (MetricsLog metricsLog = open(0)) {
      metricsLog.logMetrics(train(3, 0.5), at(1.23456));
    }
    assertThat(lines(MetricsLog.METRICS))
        .containsExactly(
            "{\"step\":3,\"split\":\"train\",\"values\":{\"loss\":0.5},"
                + "\"time\":{\"seconds\":1.235,\"tokens_per_second\":12.346}}");
  }

  @Test
  void samplesKeepEveryScript() throws IOException {
    Samples entries =
        new Samples(7, List.of(new Sample("물레방아\n👩🏽‍🌾", "e\u0301</script> \u2028")));
    try (MetricsLog metricsLog = open(0)) {
      metricsLog.logSamples(entries, at(1));
    }
    open(7).close();
    assertThat(earlier).containsExactly(entries);
    assertThat(lines(MetricsLog.SAMPLES)).hasSize(1);
  }

  @Test
  void halfOfASurrogatePairDoesNotBreakTheFile() throws IOException {
    try (MetricsLog metricsLog = open(0)) {
      metricsLog.logSamples(new Samples(1, List.of(new Sample("p", "cut \ud83d"))), at(1));
    }
    JsonNode line = JSON.readTree(lines(MetricsLog.SAMPLES).get(0));
    assertThat(line.path("samples").path(0).path("answer").asText()).isEqualTo("cut ?");
  }

  @Test
  void nonFiniteValuesAreWrittenAsTextAndReadBack() throws IOException {
    StepMetrics entries =
        new StepMetrics(
            1,
            Split.EVAL,
            Map.of("a", Double.NaN, "b", Double.NEGATIVE_INFINITY, "c", Double.POSITIVE_INFINITY));
    try (MetricsLog metricsLog = open(0)) {
      metricsLog.logMetrics(entries, at(1));
    }
    open(1).close();
    assertThat(earlier).containsExactly(entries);
    assertThat(lines(MetricsLog.METRICS).get(0))
        .contains("\"NaN\"", "\"-Infinity\"", "\"Infinity\"");
  }

  @Test
  void resumingFromACheckpointDiscardsLaterSteps() throws IOException {
    logSteps(0, 10);
    List<String> uninterrupted = lines(MetricsLog.METRICS);
    logSteps(6, 10);
    assertThat(earlier).hasSize(12);
    assertThat(lines(MetricsLog.METRICS)).isEqualTo(uninterrupted);
    assertThat(lines(MetricsLog.SAMPLES)).hasSize(10);
  }

  @Test
  void anIncompleteLastLineIsTruncated() throws IOException {
    logSteps(0, 3);
    List<String> whole = lines(MetricsLog.METRICS);
    Path file = directory.resolve(MetricsLog.METRICS);
    Files.writeString(file, "{\"step\":3,\"spl", StandardOpenOption.APPEND);
    open(3).close();
    assertThat(lines(MetricsLog.METRICS)).isEqualTo(whole);
    assertThat(Files.readString(file)).endsWith("}\n");
  }

  @Test
  void aLineOfAnotherProgramIsKept() throws IOException {
    logSteps(0, 1);
    Path file = directory.resolve(MetricsLog.METRICS);
    Files.writeString(file, "# a note\n", StandardOpenOption.APPEND);
    logSteps(1, 2);
    assertThat(lines(MetricsLog.METRICS)).hasSize(3).element(1).isEqualTo("# a note");
    open(2).close();
    assertThat(earlier).hasSize(4);
  }

  @Test
  void aNewTrainingDiscardsEarlierEntries() throws IOException {
    logSteps(0, 3);
    open(0).close();
    assertThat(earlier).isEmpty();
    assertThat(lines(MetricsLog.METRICS)).isEmpty();
    assertThat(lines(MetricsLog.SAMPLES)).isEmpty();
  }

  @Test
  void aLineCanBeReadAtOnce() throws IOException {
    try (MetricsLog metricsLog = open(0)) {
      metricsLog.logMetrics(train(1, 2), at(1));
      assertThat(lines(MetricsLog.METRICS)).hasSize(1);
      metricsLog.flush();
    }
  }

  @Test
  void aMissingDirectoryIsReported() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> MetricsLog.open(missing, 0, (m, time) -> {}, (s, time) -> {}))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot write " + missing.resolve(MetricsLog.METRICS));
  }
}
