package io.gristmill.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

  private static RunRecord run(@Nullable String ended, @Nullable String error) {
    return new RunRecord(
        "0.1.0",
        "curate",
        RunRecord.DONE,
        "0123456789abcdef",
        "4.1.0",
        "2026-01-01T00:00:00Z",
        ended,
        "parquet",
        Map.of("seed", 42, "export.dataset-name", "방앗간 🌾", "run.input", List.of("a", "b")),
        List.of(new InputRecord("/data/한글.jsonl", "jsonl.gzip", 12, "sha256:ab")),
        List.of(
            new StageRecord(
                "filter", "f0", 5, 3, Map.of("empty", 2L), 0, Map.of("mode", "local"), 1.25)),
        new RunRecord.Counts(5, 3, 2, Map.of("filter/empty", 2L)),
        error);
  }

  @Test
  void aRunRoundTrips() {
    RunRecord run = run("2026-01-01T00:01:00Z", null);
    assertThat(JsonDocument.read(JsonDocument.write(run), RunRecord.class)).isEqualTo(run);
  }

  @Test
  void aVersionRoundTrips() {
    VersionManifest version =
        new VersionManifest(
            2,
            "f0",
            "runs/f0",
            "jsonl",
            5_000_000_000L,
            1,
            List.of(new VersionManifest.File("rows/part-00000.jsonl", 3_000_000_000L)));
    assertThat(JsonDocument.read(JsonDocument.write(version), VersionManifest.class))
        .isEqualTo(version);
  }

  @Test
  void absentValuesAreNotWritten() {
    assertThat(JsonDocument.write(run(null, null)))
        .doesNotContain("\"ended\"")
        .doesNotContain("\"error\"");
    assertThat(JsonDocument.write(run(null, "disk full"))).contains("\"error\" : \"disk full\"");
  }

  @Test
  void theDocumentIsIndented() {
    assertThat(JsonDocument.write(new InputRecord("한글 🙂", "jsonl", 1, "h")))
        .isEqualTo(
            """
            {
              "path" : "한글 🙂",
              "format" : "jsonl",
              "bytes" : 1,
              "hash" : "h"
            }
            """);
  }

  @Test
  void keysOfNewerVersionsAreIgnored() {
    String newer =
        JsonDocument.write(run(null, null)).replaceFirst("\\{", "{ \"carbon\": {\"kg\": 1},");
    assertThat(JsonDocument.read(newer, RunRecord.class)).isEqualTo(run(null, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"job\": \"dedup\"}", "{\"job\": \"ded", "run"})
  void anInvalidRunIsRejected(String text) {
    assertThatThrownBy(() -> JsonDocument.read(text, RunRecord.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a valid RunRecord: ");
  }

  @Test
  void droppedRowsAreSummedOverRules() {
    StageRecord stage = new StageRecord("s", "f", 9, 2, Map.of("a", 3L, "b", 4L), 0, Map.of(), 0);
    assertThat(stage.totalDropped()).isEqualTo(7);
  }
}
