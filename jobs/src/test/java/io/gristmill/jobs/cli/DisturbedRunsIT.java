package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import io.gristmill.random.RandomStream;
import io.gristmill.testing.Drill;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed drivers, and two drivers with the same run directory. */
class DisturbedRunsIT {

  private static final int ROWS = 3000;

  @TempDir static Path folder;

  private static Map<String, String> undisturbed = Map.of();

  @BeforeAll
  static void runUndisturbed() throws Exception {
    List<String> lines = new ArrayList<>();
    RandomStream random = RandomStream.of(7, "disturbed", "");
    for (int row = 0; row < ROWS; row++) {
      StringBuilder text = new StringBuilder("Explain in a few words");
      for (int word = 0; word < 12; word++) {
        text.append(' ').append(Integer.toString(random.nextInt(9000), 36)).append("ow");
      }
      lines.add(CliFiles.record(text.toString(), "Answer " + random.nextInt(2500)));
    }
    Files.write(folder.resolve("data.jsonl"), lines);
    assertThat(run("undisturbed")).isZero();
    undisturbed = published(folder.resolve("undisturbed"));
    assertThat(undisturbed).hasSizeGreaterThan(3);
  }

  private static List<String> arguments(String output, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("curate", "--input", folder.resolve("data.jsonl").toString(), "--output"));
    arguments.add(folder.resolve(output).toString());
    arguments.addAll(List.of("--set", "dedup.write-pairs=true"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private static ChildRun start(String output, String log, String... more) throws IOException {
    return ChildRun.start(folder.resolve(log + ".log"), arguments(output, more));
  }

  private static int run(String output, String... more) throws Exception {
    try (ChildRun run = start(output, output, more)) {
      return run.end();
    }
  }

  /** All visible files, without the times in the run record. */
  private static Map<String, String> published(Path output) {
    Map<String, String> hashes = new TreeMap<>(FileBytes.hashes(output));
    assertThat(hashes.remove("run.json")).isNotNull();
    return hashes;
  }

  private static RunRecord record(String output) {
    return JsonDocument.read(
        FileBytes.read(folder.resolve(output).resolve("run.json")), RunRecord.class);
  }

  private static List<String> names(Path output) throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static boolean holds(Path output, String pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (Stream<Path> files = Files.walk(output, 3)) {
      return files.map(output::relativize).anyMatch(matcher::matches);
    } catch (IOException | java.io.UncheckedIOException moving) {
      return false; // the run moves directories concurrently
    }
  }

  @Drill("a kill in every stage")
  @Test
  void driverKilledAtAnyStageResumesToTheSameBytes() throws Exception {
    Path output = folder.resolve("killed");
    List<String> moments =
        List.of(
            ".work/*/00-ingest",
            ".work/*/01-filter",
            "stages/01-filter-*",
            ".work/*/{novelty-scratch,02-novelty}",
            ".work/*/{dedup-scratch,03-dedup}",
            ".work/*/{export-scratch,04-export}",
            ".work/*/rows-raw");
    for (String moment : moments) {
      try (ChildRun run = start("killed", "killed")) {
        while (run.isRunning() && !holds(output, moment)) {
          Thread.sleep(1);
        }
        run.kill();
        assertThat(names(output)).as(moment).doesNotContain("rows", "rejects", "pairs", "export");
        assertThat(record("killed").outcome()).isEqualTo(RunRecord.RUNNING);
      }
    }
    try (ChildRun run = start("killed", "killed")) {
      assertThat(run.end()).as(run::log).isZero();
      for (String stage : List.of("ingest", "filter", "novelty", "dedup", "export")) {
        assertThat(run.log()).contains(stage + ": unchanged, taken from the earlier run");
      }
    }
    assertThat(published(output)).isEqualTo(undisturbed);
    assertThat(names(output)).isEqualTo(names(folder.resolve("undisturbed")));
    assertThat(record("killed").counts()).isEqualTo(record("undisturbed").counts());
  }

  @Test
  void driverKilledWhilePublishingResumesToTheSameBytes() throws Exception {
    Path output = folder.resolve("published");
    try (ChildRun run = start("published", "published")) {
      while (run.isRunning() && !Files.exists(output.resolve("export"))) {
        Thread.onSpinWait();
      }
      run.kill();
    }
    assertThat(run("published")).isZero();
    assertThat(published(output)).isEqualTo(undisturbed);
    assertThat(names(output)).isEqualTo(names(folder.resolve("undisturbed")));
  }

  @Drill("two runs in one directory at once")
  @Test
  void ofTwoDriversInOneDirectoryOneCompletesAndTheOtherIsRefused() throws Exception {
    String rival = "--set=novelty.threshold=0.4";
    try (ChildRun one = start("shared", "one");
        ChildRun two = start("shared", "two", rival)) {
      int first = one.end();
      int second = two.end();
      assertThat(List.of(first, second)).as(() -> one.log() + two.log()).contains(0);
      ChildRun loser = first == 0 ? two : one;
      assertThat(first == 0 ? second : first)
          .isIn(ExitCode.TRY_AGAIN.code(), ExitCode.OUTPUT.code());
      assertThat(loser.log())
          .containsAnyOf("is active; run the command again", "holds the result of another")
          .doesNotContain("\tat ");
      if (first != 0) {
        assertThat(run("shared")).as("the loser again").isEqualTo(ExitCode.OUTPUT.code());
        assertThat(run("shared", "--overwrite")).isZero();
      }
    }
    assertThat(published(folder.resolve("shared"))).isEqualTo(undisturbed);
    assertThat(names(folder.resolve("shared"))).isEqualTo(names(folder.resolve("undisturbed")));
  }
}
