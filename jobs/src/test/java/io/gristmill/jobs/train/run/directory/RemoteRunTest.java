package io.gristmill.jobs.train.run.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.storage.RemoteDirectory;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests remote runs that are killed at critical moments. */
class RemoteRunTest {

  @TempDir Path folder;

  private RemoteRun open(String work) throws IOException {
    return RemoteRun.open(
        new RemoteDirectory("file:" + folder.resolve("far")),
        folder.resolve(work),
        "sft",
        line -> {});
  }

  private static RunRecord record(String fingerprint) {
    return RunRecordFactory.start("1", "sft", fingerprint, Map.of(), List.of()).running();
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void checkpoint(Path root, int step, String weights) {
    Path checkpoint = root.resolve(String.format("checkpoints/step-%010d", step));
    write(checkpoint.resolve("weights.safetensors"), weights);
    write(checkpoint.resolve("state.json"), "state " + step);
  }

  /** A run that was killed after its second checkpoint, without a local copy. */
  private void killed() throws IOException {
    try (RemoteRun run = open("work")) {
      try (TrainingDirectory taken = TrainingDirectory.acquire(run.directory())) {
        taken.begin(record("one"));
        run.start(record("one"));
        write(run.directory().resolve("metrics.jsonl"), "1\n");
        write(run.directory().resolve("tensorboard/events"), "a");
        checkpoint(run.directory(), 10, "ten");
        run.save();
        write(run.directory().resolve("metrics.jsonl"), "1\n2\n");
        checkpoint(run.directory(), 20, "twenty");
        io.gristmill.jobs.train.file.AtomicFiles.delete(
            run.directory().resolve("checkpoints/step-0000000010"));
        run.save();
      }
    }
    assertThat(folder.resolve("work")).doesNotExist();
  }

  @Test
  void anotherMachineFindsTheLastCheckpointAndTheLogsUpToIt() throws IOException {
    killed();
    try (RemoteRun run = open("elsewhere")) {
      assertThat(FileBytes.hashes(run.directory()))
          .containsOnlyKeys(
              "checkpoints/step-0000000020/state.json",
              "checkpoints/step-0000000020/weights.safetensors",
              "metrics.jsonl",
              "run.json",
              "tensorboard/events");
      assertThat(run.directory().resolve("metrics.jsonl")).hasContent("1\n2\n");
    }
  }

  @Test
  void theRemoteDirectoryTakesPrecedenceOverALocalCopy() throws IOException {
    killed();
    checkpoint(folder.resolve("work"), 15, "older");
    write(folder.resolve("work/metrics.jsonl"), "1\n1.5\n");
    try (RemoteRun run = open("work")) {
      assertThat(folder.resolve("work/checkpoints/step-0000000015")).doesNotExist();
      assertThat(folder.resolve("work/metrics.jsonl")).hasContent("1\n2\n");
    }
  }

  @Test
  void anIncompleteCheckpointIsSkippedAndThenRemoved() throws IOException {
    killed();
    checkpoint(folder.resolve("far"), 30, "thir");
    write(folder.resolve("far/checkpoints/.step-0000000040.partial/weights.safetensors"), "f");
    try (RemoteRun run = open("work");
        TrainingDirectory taken = TrainingDirectory.acquire(run.directory())) {
      assertThat(run.directory().resolve("checkpoints/step-0000000030")).doesNotExist();
      taken.begin(record("one"));
      run.start(record("one"));
    }
    assertThat(new RemoteDirectory("file:" + folder.resolve("far")).list("checkpoints"))
        .extracting(RemoteDirectory.Entry::name)
        .containsExactly("step-0000000020");
  }

  @Test
  void anotherRunReplacesTheWholeDirectory() throws IOException {
    killed();
    try (RemoteRun run = open("work");
        TrainingDirectory taken = TrainingDirectory.acquire(run.directory())) {
      taken.begin(record("two"));
      run.start(record("two"));
      assertThat(FileBytes.hashes(folder.resolve("far"))).containsOnlyKeys("run.json");
      assertThat(FileBytes.read(folder.resolve("far/run.json"))).contains("\"two\"");
    }
  }

  @Test
  void aDirectoryOfAnotherProgramIsNotTouched() {
    write(folder.resolve("far/thesis.txt"), "precious");
    assertThatThrownBy(() -> open("work"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is not empty and was not written by gristmill")
        .satisfies(e -> assertThat(((UserException) e).exitCode()).isEqualTo(ExitCode.OUTPUT));
    assertThat(FileBytes.hashes(folder)).containsOnlyKeys("far/thesis.txt");
  }

  @Test
  void theModelIsPublishedBeforeTheRunIsMarkedDone() throws IOException {
    try (RemoteRun run = open("work");
        TrainingDirectory taken = TrainingDirectory.acquire(run.directory())) {
      taken.begin(record("one"));
      run.start(record("one"));
      write(run.directory().resolve("model/config.json"), "{}");
      write(run.directory().resolve(".hidden"), "x");
      run.save();
    }
    assertThat(FileBytes.hashes(folder.resolve("far")))
        .containsOnlyKeys("model/config.json", "run.json");
  }
}
