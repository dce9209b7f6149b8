package io.gristmill.jobs.train.run.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests which run owns the directory of a training. */
class TrainingDirectoryTest {

  @TempDir Path temp;

  private Path root;

  @BeforeEach
  void name() {
    root = temp.resolve("run");
  }

  private static RunRecordFactory log(String fingerprint) {
    return RunRecordFactory.start("1.0", "sft", fingerprint, Map.of("seed", 42), List.of());
  }

  private void ended(String fingerprint) {
    try (TrainingDirectory folder = TrainingDirectory.acquire(root)) {
      folder.begin(log(fingerprint).running());
      RunRecord.Counts counts = new RunRecord.Counts(3, 2, 1, Map.of("too-long", 1L));
      folder.write(log(fingerprint).done(counts, LoopState.START, Map.of()));
    }
  }

  private static void refused(ExitCode code, String message, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(((UserException) e).exitCode()).isEqualTo(code));
  }

  @Test
  void aNewDirectoryIsFree() {
    assertThat(TrainingDirectory.findFinished(root, root, "a", false)).isEmpty();
    assertThat(root).doesNotExist();
  }

  @Test
  void aFinishedRunIsFoundWithItsCounts() {
    ended("a");
    Optional<RunRecord> found = TrainingDirectory.findFinished(root, root, "a", false);
    assertThat(found).isPresent();
    assertThat(found.get().counts().droppedByRule()).containsEntry("too-long", 1L);
    assertThat(found.get().spark()).isNull();
  }

  @Test
  void anUnfinishedRunMayBeResumed() {
    try (TrainingDirectory folder = TrainingDirectory.acquire(root)) {
      folder.begin(log("a").running());
    }
    assertThat(TrainingDirectory.findFinished(root, root, "a", false)).isEmpty();
  }

  @Test
  void anotherRunIsRefusedWithoutOverwrite() {
    ended("a");
    refused(
        ExitCode.OUTPUT,
        "holds another run (sft a, done); choose another --output, or give --overwrite",
        () -> TrainingDirectory.findFinished(root, root, "b", false));
    assertThat(TrainingDirectory.findFinished(root, root, "b", true)).isEmpty();
  }

  @Test
  void filesNotWrittenByGristmillAreNeverTouched() throws IOException {
    Files.createDirectories(root);
    Path mine = Files.writeString(root.resolve("letter.txt"), "dear");
    refused(
        ExitCode.OUTPUT,
        "is not empty and was not written by gristmill",
        () -> TrainingDirectory.findFinished(root, root, "a", true));
    assertThat(mine).exists();
  }

  @Test
  void aDamagedRunRecordIsReportedAndNotOverwritten() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve(TrainingDirectory.RUN), "{\"job\": \"sft\"");
    refused(
        ExitCode.OUTPUT,
        "run.json is damaged",
        () -> TrainingDirectory.findFinished(root, root, "a", true));
    Files.writeString(root.resolve(TrainingDirectory.RUN), "{}");
    refused(
        ExitCode.OUTPUT,
        "run.json is damaged",
        () -> TrainingDirectory.findFinished(root, root, "a", true));
  }

  @Test
  void twoTrainingsAtOnceAreRefused() {
    try (TrainingDirectory held = TrainingDirectory.acquire(root)) {
      assertThat(held.root()).isEqualTo(root);
      refused(
          ExitCode.TRY_AGAIN,
          "another training is running there",
          () -> TrainingDirectory.acquire(root));
    }
    TrainingDirectory.acquire(root).close();
  }

  @Test
  void checkpointsOfAnotherRunAreRemovedAndThoseOfThisRunAreKept() throws IOException {
    ended("a");
    Path checkpoint = Files.createDirectories(root.resolve("checkpoints/step-0000000001"));
    Files.writeString(checkpoint.resolve("state.json"), "{}");
    try (TrainingDirectory folder = TrainingDirectory.acquire(root)) {
      folder.begin(log("a").running());
      assertThat(checkpoint).exists();
      folder.begin(log("b").running());
      assertThat(checkpoint).doesNotExist();
    }
    assertThat(TrainingDirectory.findFinished(root, root, "b", false)).isEmpty();
  }

  @Test
  void aDirectoryThatIsBeingOverwrittenBelongsToNoRun() throws IOException {
    ended("a");
    Files.createDirectories(root.resolve("model"));
    try (TrainingDirectory folder = TrainingDirectory.acquire(root)) {
      folder.write(
          RunRecordFactory.overwritten(
              TrainingDirectory.findFinished(root, root, "a", false).orElseThrow()));
    }
    for (String run : List.of("a", "b")) {
      refused(
          ExitCode.OUTPUT,
          "holds another run (sft overwritten, failed)",
          () -> TrainingDirectory.findFinished(root, root, run, false));
    }
  }

  @Test
  void aRunWithoutResultsIsReplacedSilently() throws IOException {
    try (TrainingDirectory folder = TrainingDirectory.acquire(root)) {
      folder.begin(log("a").failed("no such device"));
    }
    assertThat(TrainingDirectory.findFinished(root, root, "b", false)).isEmpty();
    Files.createDirectories(root.resolve("checkpoints/step-0000000004"));
    refused(
        ExitCode.OUTPUT,
        "holds another run (sft a, failed)",
        () -> TrainingDirectory.findFinished(root, root, "b", false));
  }

  @Test
  void aDirectoryThatCannotBeCreatedIsReported() throws IOException {
    Files.writeString(temp.resolve("file"), "");
    refused(
        ExitCode.OUTPUT, "cannot write", () -> TrainingDirectory.acquire(temp.resolve("file/run")));
  }
}
