package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.testing.TinyModel;
import io.gristmill.testing.Drill;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model on the executors of a cluster, with a driver killed while they answer. */
class RespondIT {

  private static final int ROWS = 300;
  private static final long MINUTES = 3;

  /** PyTorch for executors, as a machine has it where an administrator has put it. */
  private static final Path NATIVES = CliFiles.root().resolve("jobs/target/gristmill/natives");

  @TempDir Path folder;

  private List<String> respond(String output) {
    return new ArrayList<>(
        List.of(
            "respond",
            "--model=" + folder.resolve("model"),
            "--input=" + folder.resolve("rows.jsonl"),
            "--output=" + folder.resolve(output),
            "--set=respond.device=cpu",
            "--set=respond.batch-size=4",
            "--set=respond.max-new-tokens=60",
            "--set=training-data.prompt-template=plain"));
  }

  private void write() throws IOException {
    TinyModel.write(Files.createDirectory(folder.resolve("model")), 1);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      String tail = i % 50 == 49 ? " and rye".repeat(60) : " 물".repeat(i % 4);
      lines.add(CliFiles.record("Who grinds sack " + i + tail + "?", "The miller 🌾 does."));
    }
    Files.write(folder.resolve("rows.jsonl"), lines);
  }

  private Process launch(StandaloneCluster cluster, String output, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(CliFiles.root().resolve("submit/gristmill").toString());
    command.addAll(List.of("--master", cluster.master(), "--driver-memory", "600m"));
    command.addAll(List.of("--executor-memory", "600m"));
    command.addAll(List.of("--conf", "spark.executor.extraClassPath=" + NATIVES + "/*"));
    command.addAll(respond(output));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().remove("SPARK_HOME");
    StandaloneCluster.hurry(builder);
    return builder.start();
  }

  private Map<String, String> published(String output) {
    Map<String, String> hashes = new TreeMap<>();
    for (String table : List.of("rows", "rejects")) {
      FileBytes.hashes(folder.resolve(output).resolve(table))
          .forEach((file, hash) -> hashes.put(table + "/" + file, hash));
    }
    return hashes;
  }

  /** How many parts of an unfinished run are done. */
  private long parts(String output) {
    try (Stream<Path> all = Files.walk(folder.resolve(output))) {
      return all.filter(file -> file.getFileName().toString().matches("part-\\d{8}\\.json"))
          .count();
    } catch (NoSuchFileException | UncheckedIOException goneOrNotThereYet) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Drill("a model on two executors, and a killed driver")
  @Test
  void twoExecutorsAndAKilledDriverWriteTheSameBytesAsOneProcess() throws Exception {
    write();
    CliRun local = CliRun.of(respond("local").toArray(String[]::new)).succeeded();
    assertThat(local.out()).containsPattern("dropped +6").contains("prompt-too-long");
    Path log = folder.resolve("log");
    try (StandaloneCluster cluster = StandaloneCluster.start(folder.resolve("cluster"), 2)) {
      Process killed = launch(cluster, "spread", log);
      StandaloneCluster.await("parts", () -> !killed.isAlive() || parts("spread") > 4);
      assertThat(killed.isAlive()).as(() -> FileBytes.read(log)).isTrue();
      assertThat(cluster.executors(0)).hasSize(1);
      assertThat(cluster.executors(1)).hasSize(1);
      killed.descendants().forEach(ProcessHandle::destroyForcibly);
      killed.destroyForcibly().waitFor();
      long kept = parts("spread");
      assertThat(kept).isBetween(5L, ROWS / 4L - 1);
      Process resumed = launch(cluster, "spread", log);
      try {
        assertThat(resumed.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(resumed.exitValue()).as(() -> FileBytes.read(log)).isZero();
      } finally {
        resumed.descendants().forEach(ProcessHandle::destroyForcibly);
        resumed.destroyForcibly();
      }
    }
    assertThat(FileBytes.read(log)).contains("answers of an earlier attempt");
    assertThat(published("spread"))
        .containsKey("rows/part-00000.parquet")
        .isEqualTo(published("local"));
    assertThat(parts("spread")).isZero();
  }
}
