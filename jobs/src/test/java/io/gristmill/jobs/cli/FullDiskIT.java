package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.testing.LimitedDisk;
import io.gristmill.testing.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up at some point of a run. */
class FullDiskIT {

  private static final int STEPS = 5;

  @TempDir Path folder;

  @AfterEach
  void unmount() {
    LimitedDisk.unmount();
  }

  private CliRun curate(String name) {
    return CliRun.of(
        "curate",
        "--input=" + CliFiles.root().resolve("conf/sample"),
        "--output=small://" + folder.resolve(name),
        "--set=dedup.write-pairs=true");
  }

  private Map<String, String> published(String name) {
    Map<String, String> hashes = new TreeMap<>(FileBytes.hashes(folder.resolve(name)));
    hashes.remove("run.json");
    return hashes;
  }

  private Stream<String> names(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @Drill("five sizes of a disk")
  @Test
  void fullDiskIsReportedAndTheRunResumesAfterwards() throws IOException {
    LimitedDisk.mount(Long.MAX_VALUE);
    curate("roomy").succeeded();
    long needed = LimitedDisk.written();
    int refused = 0;
    boolean done = false;
    for (int step = 0; !done; step++) {
      assertThat(step).as("the run succeeds with enough space").isLessThan(2 * STEPS);
      LimitedDisk.mount(step * needed / STEPS);
      CliRun run = curate("small");
      done = run.code() == 0;
      if (!done) {
        refused++;
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.OUTPUT.code());
        assertThat(run.err())
            .contains("gristmill: the disk of small:" + folder.resolve("small"))
            .contains("is full; free some space")
            .doesNotContain("internal error");
        assertThat(names("small"))
            .isSubsetOf("run.json", "stages"); // neither tables nor temporary files
      }
    }
    assertThat(refused).isGreaterThan(2);
    assertThat(published("small")).isEqualTo(published("roomy"));
    assertThat(names("small").toList()).isEqualTo(names("roomy").toList());
  }
}
