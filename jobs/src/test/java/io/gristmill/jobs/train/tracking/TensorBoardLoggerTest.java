package io.gristmill.jobs.train.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.gristmill.check.UserException;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLoggerTest {

  private static final LogTime NOW = new LogTime(1_750_000_000_125L, 1, OptionalDouble.of(640));

  @TempDir private Path directory;

  private Map<String, List<EventReader.Entry>> read() {
    return EventReader.folder(directory.resolve(TensorBoardLogger.FOLDER));
  }

  private void logSteps(long from, long to) {
    try (TensorBoardLogger board = TensorBoardLogger.open(directory, from, 1_750_000_000_000L)) {
      for (long step = from + 1; step <= to; step++) {
        board.logMetrics(new StepMetrics(step, Split.TRAIN, Map.of("loss", 1.0 / step)), NOW);
      }
      board.flush();
    }
  }

  @Test
  void scalarsAreReadBackByTagAndStep() {
    logSteps(0, 3);
    assertThat(read()).containsOnlyKeys("train/loss", "train/tokens_per_second");
    assertThat(read().get("train/loss"))
        .extracting(EventReader.Entry::step, EventReader.Entry::value)
        .containsExactly(tuple(1L, 1f), tuple(2L, 0.5f), tuple(3L, 1 / 3f));
  }

  @Test
  void stepsAfterTheCheckpointAreDiscardedAndLoggedAgainOnce() {
    logSteps(0, 8);
    logSteps(5, 10);
    logSteps(9, 12);
    assertThat(read().get("train/loss"))
        .extracting(EventReader.Entry::step)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
  }

  @Test
  void aNewTrainingRemovesOnlyTheFilesOfThePreviousOne() throws IOException {
    logSteps(0, 3);
    logSteps(2, 3);
    Path other = directory.resolve(TensorBoardLogger.FOLDER).resolve("notes.txt");
    Files.writeString(other, "mine");
    logSteps(0, 1);
    assertThat(directory.resolve(TensorBoardLogger.FOLDER).toFile().list())
        .containsExactlyInAnyOrder("notes.txt", "events.out.tfevents.000000.gristmill");
  }

  @Test
  void aPartialRecordOfAKilledProcessDoesNotAffectTheNextFile() throws IOException {
    logSteps(0, 3);
    Path first =
        directory.resolve(TensorBoardLogger.FOLDER).resolve("events.out.tfevents.000000.gristmill");
    byte[] bytes = Files.readAllBytes(first);
    Files.write(first, Arrays.copyOf(bytes, bytes.length - 5));
    logSteps(2, 3);
    Path second = first.resolveSibling("events.out.tfevents.000001.gristmill");
    assertThat(EventReader.records(Files.readAllBytes(second))).hasSize(3);
  }

  @Test
  void samplesAreEscapedForMarkdown() {
    try (TensorBoardLogger board = TensorBoardLogger.open(directory, 0, 0)) {
      Sample sample = new Sample("# 제목", "```\n</script> 🌾");
      board.logSamples(new Samples(4, List.of(sample, new Sample("", ""))), NOW);
    }
    assertThat(read()).containsOnlyKeys("samples/1", "samples/2");
    assertThat(read().getOrDefault("samples/1", List.of()).get(0).text())
        .isEqualTo("Prompt:\n\n    # 제목\n\nAnswer:\n\n    ```\n    </script> 🌾\n");
  }

  @Test
  void theMaskedChecksumIsThatOfTheFormat() {
    // CRC-32C of "123456789" is E3069283; rotated right by 15 and plus A282EAD8 it is this.
    byte[] bytes = "123456789".getBytes(StandardCharsets.UTF_8);
    long rotated = (0xE3069283L >>> 15 | 0xE3069283L << 17) & 0xFFFFFFFFL;
    assertThat(TfRecord.maskedChecksum(bytes, bytes.length))
        .isEqualTo((int) (rotated + 0xA282EAD8L));
  }

  @Test
  void aDirectoryThatCannotBeCreatedIsReported() throws IOException {
    Files.writeString(directory.resolve(TensorBoardLogger.FOLDER), "a file is in the way");
    assertThatThrownBy(() -> TensorBoardLogger.open(directory, 0, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot write " + directory.resolve(TensorBoardLogger.FOLDER));
  }
}
