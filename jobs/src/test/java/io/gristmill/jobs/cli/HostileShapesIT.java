package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import io.gristmill.testing.Drill;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Inputs of extreme shapes at full size, in a small heap. */
class HostileShapesIT {

  private static final List<String> NO_RULES =
      List.of("--set=filter.preset=none", "--set=filter.rules.exact-duplicate.enabled=false");

  @TempDir Path folder;

  private interface Lines {
    String of(int number);
  }

  private Path write(int lines, Lines content) throws IOException {
    Path file = folder.resolve("data.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int line = 0; line < lines; line++) {
        out.write(content.of(line));
        out.write('\n');
      }
    }
    return file;
  }

  private RunRecord run(String job, Path input, List<String> settings) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of(job, "--input=" + input, "--output=" + folder.resolve("out")));
    arguments.addAll(settings);
    CliRun.of(arguments.toArray(String[]::new)).succeeded();
    RunRecord run =
        JsonDocument.read(FileBytes.read(folder.resolve("out/run.json")), RunRecord.class);
    assertThat(run.counts().read()).isEqualTo(run.counts().kept() + run.counts().dropped());
    return run;
  }

  /** Words that rarely repeat. */
  private static String words(int characters) {
    StringBuilder text = new StringBuilder(characters + 16);
    for (int word = 0; text.length() < characters; word++) {
      text.append(Integer.toString((int) (word * 2_654_435_761L >>> 8 & 0xfffff), 36)).append(' ');
    }
    return text.toString();
  }

  @Drill("a record of 50 MB")
  @Test
  void recordOfFiftyMegabytesPassesAllStages() throws IOException {
    String huge = words(50_000_000).strip();
    Path file =
        write(
            3,
            line ->
                switch (line) {
                  case 0 -> CliFiles.record("Name three rivers.", "Rhine, Danube and Elbe.");
                  case 1 -> CliFiles.record(huge, "Long indeed.");
                  default -> CliFiles.record("강 이름을 하나 말해 보세요.", "한강입니다.");
                });
    RunRecord run =
        run("curate", file, List.of("--format=jsonl", NO_RULES.get(0), NO_RULES.get(1)));
    assertThat(run.counts().kept()).isEqualTo(3);
    assertThat(FileBytes.lines(folder.resolve("out/rows")).get(1))
        .contains("\"instruction\":\"" + huge + "\"");
  }

  @Test
  void everyDeduplicatingStageKeepsOneOfAHundredThousandCopies() throws IOException {
    Path file =
        write(100_000, line -> CliFiles.record("Write a poem about the sea.", "Waves " + line));
    RunRecord run = run("curate", file, NO_RULES);
    assertThat(run.counts().droppedByRule()).isEqualTo(Map.of("novelty/too-similar", 99_999L));
    Path again = folder.resolve("again");
    Files.move(folder.resolve("out"), again);
    RunRecord dedup = run("dedup", file, List.of());
    assertThat(dedup.counts().droppedByRule()).isEqualTo(Map.of("dedup/near-duplicate", 99_999L));
  }

  @Drill("a million rows")
  @Test
  void millionEmptyRowsAreAllRejected() throws IOException {
    Path file = write(1_000_000, line -> "{\"instruction\":\"\",\"output\":\"\"}");
    RunRecord run = run("filter", file, List.of());
    assertThat(run.counts().droppedByRule()).isEqualTo(Map.of("filter/empty", 1_000_000L));
  }

  /** Fourteen words that are unique to the cluster. */
  private static String cluster(long number) {
    StringBuilder text = new StringBuilder();
    for (long word = 14 * number + 1; word <= 14 * number + 14; word++) {
      long mixed = word * 0x9E3779B97F4A7C15L;
      mixed = (mixed ^ mixed >>> 29) * 0xBF58476D1CE4E5B9L;
      text.append(Long.toString(mixed >>> 33, 36)).append(' ');
    }
    return text.toString();
  }

  @Drill("large clusters")
  @Test
  void thousandClustersOfAHundredKeepOneTextEach() throws IOException {
    Path file =
        write(
            100_000,
            line -> CliFiles.record(cluster(line % 1000) + (line / 1000), "Answer " + line));
    RunRecord run = run("dedup", file, List.of());
    assertThat(run.counts().kept()).isEqualTo(1000);
  }
}
