package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the whole pipeline on the sample data and accounts for every row. */
class CurateSampleIT {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path folder;

  private static Path output;
  private static CliRun cli;
  private static RunRecord run;

  @BeforeAll
  static void curate() throws IOException {
    output = folder.resolve("run");
    cli =
        CliRun.of(
            "curate",
            "--input",
            CliFiles.root().resolve("conf/sample").toString(),
            "--output",
            output.toString(),
            "--dataset",
            folder.resolve("set").toString(),
            "--format",
            "jsonl",
            "--set",
            "ingest.spark.options.password=hunter2");
    cli.succeeded();
    run = JsonDocument.read(Files.readString(output.resolve("run.json")), RunRecord.class);
  }

  private static List<JsonNode> table(String name) throws IOException {
    try (Stream<Path> files = Files.list(output.resolve(name))) {
      List<JsonNode> rows = new java.util.ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          rows.add(MAPPER.readTree(line));
        }
      }
      return rows;
    }
  }

  @Test
  void everyStageKeepsOrDropsEachRowItReads() {
    assertThat(run.stages().stream().map(StageRecord::name))
        .containsExactly("ingest", "filter", "novelty", "dedup", "export");
    long available = -1;
    for (StageRecord stage : run.stages()) {
      assertThat(stage.read()).as(stage.name()).isEqualTo(stage.kept() + stage.totalDropped());
      assertThat(available == -1 || stage.read() == available).as(stage.name()).isTrue();
      available = stage.kept();
    }
    assertThat(run.stages().subList(0, 4))
        .allSatisfy(stage -> assertThat(stage.totalDropped()).as(stage.name()).isPositive());
  }

  @Test
  void totalsEqualTheSumsOfTheStages() {
    RunRecord.Counts counts = run.counts();
    assertThat(counts.read()).isEqualTo(counts.kept() + counts.dropped());
    assertThat(counts.read()).isEqualTo(run.stages().get(0).read());
    assertThat(counts.kept()).isEqualTo(run.stages().get(4).kept()).isPositive();
    assertThat(counts.droppedByRule().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(counts.dropped());
  }

  @Test
  void tablesHaveTheCountedRows() throws IOException {
    assertThat(table("rows")).hasSize((int) run.counts().kept());
    Map<String, Long> found = new TreeMap<>();
    for (JsonNode reject : table("rejects")) {
      found.merge(reject.get("stage").asText() + "/" + reject.get("rule").asText(), 1L, Long::sum);
    }
    assertThat(found).isEqualTo(new TreeMap<>(run.counts().droppedByRule()));
  }

  @Test
  void positionsAreUniqueAndSortedAndNoRowIsBothKeptAndRejected() throws IOException {
    List<Long> kept = table("rows").stream().map(row -> row.get("position").asLong()).toList();
    List<Long> rejected =
        table("rejects").stream().map(row -> row.get("position").asLong()).toList();
    assertThat(kept).isSorted().doesNotHaveDuplicates().doesNotContainAnyElementsOf(rejected);
    assertThat(rejected).isSorted();
  }

  @Test
  void everyRejectHasItsReason() throws IOException {
    assertThat(table("rejects"))
        .allSatisfy(
            reject -> {
              assertThat(reject.get("detail").asText()).isNotBlank();
              assertThat(reject.get("row").asText()).isNotBlank();
            })
        .filteredOn(reject -> List.of("novelty", "dedup").contains(reject.get("stage").asText()))
        .isNotEmpty()
        .allSatisfy(
            reject -> {
              assertThat(reject.get("score").asDouble())
                  .isGreaterThan(reject.get("threshold").asDouble());
              assertThat(reject.get("witness_id").asText()).matches("[0-9a-f]{32}");
            });
  }

  @Test
  void runRecordIsDoneAndHoldsNoSecret() throws IOException {
    assertThat(run.outcome()).isEqualTo(RunRecord.DONE);
    assertThat(run.job()).isEqualTo("curate");
    assertThat(run.inputs()).hasSize(5).allSatisfy(in -> assertThat(in.hash()).contains(":"));
    assertThat(Files.readString(output.resolve("run.json")))
        .doesNotContain("hunter2")
        .contains("\"ingest.spark.options.password\" : \"<hidden>\"");
  }

  @Test
  void noTemporaryFilesRemain() throws IOException {
    try (Stream<Path> all = Files.list(output)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("run.json", "rows", "rejects", "export");
    }
  }

  @Test
  void summaryShowsCountsAndPaths() {
    assertThat(cli.out())
        .startsWith(
            String.format(
                Locale.ROOT,
                "curate: read %,d rows, kept %,d, dropped %,d in ",
                run.counts().read(),
                run.counts().kept(),
                run.counts().dropped()))
        .contains(output + "/rows", "(jsonl)", output + "/rejects", output + "/run.json")
        .contains("version 1: gristmill datasets show " + folder.resolve("set") + " 1");
    assertThat(folder.resolve("set/versions/000001.json")).isRegularFile();
  }
}
