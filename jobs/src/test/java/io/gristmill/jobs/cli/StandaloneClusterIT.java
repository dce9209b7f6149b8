package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.testing.Drill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the packaged program through its launcher on a real cluster of a master and two workers with
 * their own IP addresses, so that tasks must serialize and find their classes and files.
 */
class StandaloneClusterIT {

  @TempDir static Path folder;

  private static StandaloneCluster cluster;
  private static Map<String, String> expected;

  @BeforeAll
  static void start() throws IOException {
    SampleRun local = new SampleRun(folder, "local");
    local.here(SampleRun.LOCAL);
    expected = local.published();
    assertThat(expected)
        .containsOnlyKeys(
            "rows/part-00000.parquet",
            "rejects/part-00000.parquet",
            "pairs/part-00000.parquet",
            "export/alpaca/part-00000.jsonl",
            "export/skipped/alpaca/part-00000.jsonl");
    cluster = StandaloneCluster.start(folder.resolve("cluster"), 2);
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Process launch(SampleRun run) throws IOException {
    return run.launch(
        List.of("--master", cluster.master(), "--driver-memory", "1g", "--executor-memory", "800m"),
        SampleRun.CLUSTER);
  }

  @Test
  void twoWorkersWriteTheSameBytesAsOneProcess() throws Exception {
    SampleRun run = new SampleRun(folder, "standalone");
    run.await(launch(run));
    assertThat(run.published()).isEqualTo(expected);
    run.ranOnCluster();
  }

  @Drill("the loss of an executor")
  @Test
  void killingAnExecutorDuringTheJoinChangesNothing() throws Exception {
    SampleRun run = new SampleRun(folder, "killed");
    Process process = launch(run);
    try {
      StandaloneCluster.await(
          "the parts of dedup",
          () -> !process.isAlive() || !parts(run.output(), "dedup-scratch").isEmpty());
      List<ProcessHandle> executors = cluster.executors(1);
      assertThat(executors).as(() -> FileBytes.read(run.log())).isNotEmpty();
      executors.forEach(ProcessHandle::destroyForcibly);
    } finally {
      run.await(process);
    }
    assertThat(FileBytes.read(run.log()))
        .as("the driver lost the executor")
        .contains("Lost executor");
    assertThat(run.published()).isEqualTo(expected);
  }

  /** The temporary files of a stage; tolerates files that disappear meanwhile. */
  private static List<Path> parts(Path output, String stage) {
    try (Stream<Path> all = Files.walk(output)) {
      return all.filter(file -> file.toString().contains(stage))
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .toList();
    } catch (NoSuchFileException | UncheckedIOException goneOrNotThereYet) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
