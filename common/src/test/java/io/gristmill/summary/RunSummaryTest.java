package io.gristmill.summary;

import static io.gristmill.summary.StageLineTest.facts;
import static io.gristmill.summary.StageLineTest.stage;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import io.gristmill.summary.RunSummary.Place;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSummaryTest {

  private static final Place RUN = new Place("run", "/out/run.json", "settings, inputs and counts");

  private static RunRecord run(String job, List<StageRecord> stages) {
    long dropped = stages.stream().mapToLong(StageRecord::totalDropped).sum();
    return new RunRecord(
        "0.1.0",
        job,
        RunRecord.DONE,
        "f",
        null,
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:02:05Z",
        "parquet",
        Map.of(),
        List.of(),
        stages,
        new RunRecord.Counts(
            stages.get(0).read(), stages.get(stages.size() - 1).kept(), dropped, Map.of()),
        null);
  }

  /** The run as it is read from its file. */
  private static String summary(String job, StageRecord... stages) {
    RunRecord run =
        JsonDocument.read(JsonDocument.write(run(job, List.of(stages))), RunRecord.class);
    return new RunSummary(run, false, List.of(RUN)).text();
  }

  @Test
  void aCuratedTableIsShownByStageRuleAndSplit() {
    assertThat(
            summary(
                "curate",
                stage("ingest", 7310, Map.of("bad-record", 10L), Map.of()),
                stage("filter", 7300, Map.of("empty", 3L, "too-short", 400L), Map.of()),
                stage("dedup", 6897, Map.of("near-duplicate-instruction", 1891L), Map.of()),
                stage(
                    "split",
                    5006,
                    Map.of(),
                    facts("rows", Map.of("test", 493, "train", 4235, "validation", 278))),
                stage(
                    "respond",
                    5006,
                    Map.of(),
                    facts(
                        "response-model", "out/sft",
                        "answered", 493,
                        "tokens", 12_345,
                        "compared", 493,
                        "equal", 120,
                        "splits",
                            Map.of(
                                "test", Map.of("answered", 493, "compared", 493, "equal", 120)))),
                stage(
                    "export",
                    5006,
                    Map.of(),
                    facts(
                        "alpaca",
                        Map.of(
                            "test",
                            493,
                            "train",
                            4235,
                            "validation",
                            277,
                            "skipped",
                            Map.of("no-output", 1))))))
        .isEqualTo(
            """
            curate: read 7,310 rows, kept 5,006, dropped 2,304 in 2 min 5 s

            stage                          read   kept  dropped   time
            ingest                        7,310  7,300       10  3.1 s
              bad-record                                     10
            filter                        7,300  6,897      403  3.1 s
              too-short                                     400
              empty                                           3
            dedup                         6,897  5,006    1,891  3.1 s
              near-duplicate-instruction                  1,891
            split                         5,006  5,006        0  3.1 s
            respond                       5,006  5,006        0  3.1 s
            export                        5,006  5,006        0  3.1 s

            What the stages did
              respond  493 answers by out/sft, 12,345 tokens generated
                       120 of 493 answers (24.3 %) equal the reference output
              export   alpaca: 5,005 rows, skipped: no-output 1

            split        rows  answers  equal to output  alpaca
            train       4,235                             4,235
            validation    278                               277
            test          493      493     120 (24.3 %)     493

            Where to look next
              run  /out/run.json  settings, inputs and counts\
            """);
  }

  @Test
  void theUseOfSeveralModelsIsSummed() {
    Map<String, Object> use =
        facts("requests", 10, "prompt-tokens", 2000, "completion-tokens", 300, "cost-usd", 0.125);
    assertThat(
            summary(
                "curate", stage("alpaca", 20, Map.of(), use), stage("respond", 20, Map.of(), use)))
        .contains(
            """
            What the stages did
              alpaca      10 requests, 2,000 prompt and 300 completion tokens, $0.125
              respond     10 requests, 2,000 prompt and 300 completion tokens, $0.125
              all models  20 requests, 4,000 prompt and 600 completion tokens, $0.25

            """);
  }

  @Test
  void anUnchangedRunIsReported() {
    RunRecord run = run("filter", List.of(stage("filter", 3, Map.of("empty", 1L), Map.of())));
    assertThat(new RunSummary(run, true, List.of()).text())
        .isEqualTo(
            """
            filter: nothing to do, an earlier run with the same input, settings and code read 3 \
            rows, kept 2, dropped 1

            stage    read  kept  dropped   time
            filter      3     2        1  3.1 s
              empty                    1\
            """);
  }

  @Test
  void noMapIsEverPrinted() {
    Object[] odd = {"rows", Map.of("a", Map.of("b", 1)), "splits", 3, "alpaca", List.of(1)};
    assertThat(
            summary(
                "curate",
                stage("split", 3, Map.of(), facts(odd)),
                stage("export", 3, Map.of(), facts(odd)),
                stage("other", 3, Map.of(), facts("num-rows", Map.of("x", 1), "requests", "none"))))
        .doesNotContain("{")
        .doesNotContain("=");
  }
}
