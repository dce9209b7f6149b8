package io.gristmill.jobs.train.watch.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.watch.Measures;
import io.gristmill.jobs.train.watch.Measures.Split;
import io.gristmill.jobs.train.watch.Moment;
import io.gristmill.jobs.train.watch.Samples;
import io.gristmill.jobs.train.watch.Samples.Sample;
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

class JournalTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  private final List<Object> earlier = new ArrayList<>();

  private Journal open(long step) {
    earlier.clear();
    return Journal.open(
        directory,
        step,
        new Journal.Earlier() {
          @Override
          public void measured(Measures measures, Moment moment) {
            earlier.add(measures);
          }

          @Override
          public void sampled(Samples samples, Moment moment) {
            earlier.add(samples);
          }
        });
  }

  private static Moment at(double seconds) {
    return new Moment(1_750_000_000_000L, seconds, OptionalDouble.of(seconds * 10));
  }

  private static Measures train(long step, double loss) {
    return new Measures(step, Split.TRAIN, Map.of("loss", loss));
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(directory.resolve(file), StandardCharsets.UTF_8);
  }

  private void tell(long from, long to) {
    try (Journal journal = open(from)) {
      for (long step = from + 1; step <= to; step++) {
        journal.measured(train(step, 1.0 / step), at(step));
        journal.sampled(new Samples(step, List.of(new Sample("p", "a" + step))), at(step));
      }
    }
  }

  @Test
  void aLineHasStepSplitValuesAndTimeInThisOrder() throws IOException {
    try (Journal journal = open(0)) {
      journal.measured(train(3, 0.5), at(1.23456));
    }
    assertThat(lines(Journal.METRICS))
        .containsExactly(
            "{\"step\":3,\"split\":\"train\",\"values\":{\"loss\":0.5},"
                + "\"time\":{\"seconds\":1.235,\"tokens_per_second\":12.346}}");
  }

  @Test
  void samplesKeepEveryScript() throws IOException {
    Samples told = new Samples(7, List.of(new Sample("물레방아\n👩🏽‍🌾", "e\u0301</script> \u2028")));
    try (Journal journal = open(0)) {
      journal.sampled(told, at(1));
    }
    open(7).close();
    assertThat(earlier).containsExactly(told);
    assertThat(lines(Journal.SAMPLES)).hasSize(1);
  }

  @Test
  void halfOfASurrogatePairDoesNotBreakTheFile() throws IOException {
    try (Journal journal = open(0)) {
      journal.sampled(new Samples(1, List.of(new Sample("p", "cut \ud83d"))), at(1));
    }
    JsonNode line = JSON.readTree(lines(Journal.SAMPLES).get(0));
    assertThat(line.path("samples").path(0).path("answer").asText()).isEqualTo("cut ?");
  }

  @Test
  void valuesThatAreNoNumbersAreTextsAndComeBack() throws IOException {
    Measures told =
        new Measures(
            1,
            Split.EVAL,
            Map.of("a", Double.NaN, "b", Double.NEGATIVE_INFINITY, "c", Double.POSITIVE_INFINITY));
    try (Journal journal = open(0)) {
      journal.measured(told, at(1));
    }
    open(1).close();
    assertThat(earlier).containsExactly(told);
    assertThat(lines(Journal.METRICS).get(0)).contains("\"NaN\"", "\"-Infinity\"", "\"Infinity\"");
  }

  @Test
  void goingOnFromACheckpointForgetsLaterSteps() throws IOException {
    tell(0, 10);
    List<String> uninterrupted = lines(Journal.METRICS);
    tell(6, 10);
    assertThat(earlier).hasSize(12);
    assertThat(lines(Journal.METRICS)).isEqualTo(uninterrupted);
    assertThat(lines(Journal.SAMPLES)).hasSize(10);
  }

  @Test
  void aTornLastLineIsCutOff() throws IOException {
    tell(0, 3);
    List<String> whole = lines(Journal.METRICS);
    Path file = directory.resolve(Journal.METRICS);
    Files.writeString(file, "{\"step\":3,\"spl", StandardOpenOption.APPEND);
    open(3).close();
    assertThat(lines(Journal.METRICS)).isEqualTo(whole);
    assertThat(Files.readString(file)).endsWith("}\n");
  }

  @Test
  void aLineOfSomebodyElseStays() throws IOException {
    tell(0, 1);
    Path file = directory.resolve(Journal.METRICS);
    Files.writeString(file, "# a note\n", StandardOpenOption.APPEND);
    tell(1, 2);
    assertThat(lines(Journal.METRICS)).hasSize(3).element(1).isEqualTo("# a note");
    open(2).close();
    assertThat(earlier).hasSize(4);
  }

  @Test
  void aNewTrainingForgetsEverything() throws IOException {
    tell(0, 3);
    open(0).close();
    assertThat(earlier).isEmpty();
    assertThat(lines(Journal.METRICS)).isEmpty();
    assertThat(lines(Journal.SAMPLES)).isEmpty();
  }

  @Test
  void aLineCanBeReadAtOnce() throws IOException {
    try (Journal journal = open(0)) {
      journal.measured(train(1, 2), at(1));
      assertThat(lines(Journal.METRICS)).hasSize(1);
      journal.flush();
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> Journal.open(missing, 0, new Nobody()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot write " + missing.resolve(Journal.METRICS));
  }

  private static final class Nobody implements Journal.Earlier {
    @Override
    public void measured(Measures measures, Moment moment) {}

    @Override
    public void sampled(Samples samples, Moment moment) {}
  }
}
