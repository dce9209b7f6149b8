package io.gristmill.jobs.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.storage.RemoteDirectory;
import io.gristmill.jobs.train.run.TrainingJob;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private LogFollower follower(boolean terminal) {
    PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
    return new LogFollower(
        new RemoteDirectory("file:" + folder),
        "progress.log",
        new TrainingJob.Display(out, terminal),
        () -> true,
        "waiting");
  }

  private void append(String text) throws IOException {
    Files.writeString(
        folder.resolve("progress.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private String shown() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  @Test
  void onlyNewLinesArePrintedAndAllOfThem() throws IOException {
    append("of an earlier run\n");
    try (LogFollower follower = follower(false)) {
      append("sft     executor 0 at 한 host\nsft  3/9 st");
      append("eps, loss 1.5\n");
    }
    assertThat(shown().lines())
        .containsExactly("sft     executor 0 at 한 host", "sft  3/9 steps, loss 1.5");
  }

  @Test
  void aReplacedLogIsPrintedFromItsStart() throws IOException {
    append("a long line of an earlier run\n");
    try (LogFollower follower = follower(false)) {
      Files.delete(folder.resolve("progress.log"));
      append("anew\n");
    }
    assertThat(shown().lines()).containsExactly("anew");
  }

  @Test
  void aTerminalShowsTheLastStateAsABarBelowTheLines() throws IOException {
    try (LogFollower follower = follower(true)) {
      append("sft  3/12 steps, loss 1.5\nsft: evaluation after step 4\nsft  12/12 steps, 3 s\n");
    }
    assertThat(shown())
        .contains("[######..................] sft  3/12 steps, loss 1.5")
        .contains("sft: evaluation after step 4")
        .endsWith("[########################] sft  12/12 steps, 3 s" + System.lineSeparator());
  }
}
