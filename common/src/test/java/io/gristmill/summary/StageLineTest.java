package io.gristmill.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.manifest.StageRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageLineTest {

  static StageRecord stage(
      String name, long read, Map<String, Long> dropped, Map<String, Object> facts) {
    long gone = dropped.values().stream().mapToLong(Long::longValue).sum();
    return new StageRecord(name, "f", read, read - gone, dropped, 0, facts, 3.14);
  }

  static Map<String, Object> facts(Object... keysAndValues) {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      facts.put(keysAndValues[i].toString(), keysAndValues[i + 1]);
    }
    return facts;
  }

  private static String line(String name, Object... keysAndValues) {
    return StageLine.of(stage(name, 12, Map.of(), facts(keysAndValues)))
        .replace(name + ": read 12 rows, kept 12, dropped 0 in 3.1 s", "");
  }

  @Test
  void aStageIsDescribedByOneSentence() {
    assertThat(
            StageLine.of(stage("dedup", 522, Map.of("near-duplicate-instruction", 92L), Map.of())))
        .isEqualTo(
            "dedup: read 522 rows, kept 430, dropped 92 (near-duplicate-instruction 92) in 3.1 s");
    assertThat(StageLine.of(stage("filter", 1, Map.of(), Map.of("rules", List.of("empty")))))
        .isEqualTo("filter: read 1 row, kept 1, dropped 0 in 3.1 s");
  }

  @Test
  void aGenerationLineHasTasksAndModelCost() {
    assertThat(
            line(
                "alpaca",
                "recipe",
                "alpaca",
                "model",
                "gpt-4o-mini",
                "num-rows",
                5000,
                "accepted",
                4100L,
                "ended",
                "low-acceptance",
                "rounds",
                12,
                "requests",
                1005L,
                "prompt-tokens",
                1_234_567L,
                "completion-tokens",
                300_123L,
                "cost-usd",
                1.25))
        .isEqualTo(
            "; 4,100 tasks accepted in 12 rounds (5,000 requested), ended early: low acceptance;"
                + " 1,005 requests, 1,234,567 prompt and 300,123 completion tokens, $1.25 (model"
                + " gpt-4o-mini)");
  }

  @Test
  void splitAndMixLinesHaveTheirRows() {
    assertThat(
            line(
                "split",
                "leakage",
                "drop",
                "rows",
                Map.of("validation", 2, "odd", 1, "train", 8, "test", 1)))
        .isEqualTo("; rows by split: train 8, validation 2, test 1, odd 1");
    assertThat(
            line(
                "mix",
                "strategy",
                "ratios",
                "sources",
                2,
                "wanted",
                14L,
                "short",
                2L,
                "copies",
                6L,
                "quotas",
                Map.of("a", 10, "b", 2)))
        .isEqualTo(
            "; sampled 12 rows from 2 sources, 2 fewer than requested; rows by source: a 10, b 2;"
                + " 6 rows of these are repetitions");
    assertThat(line("evol", "copies", 1L)).isEqualTo("; 1 more row out than in");
    assertThat(line("sft", "of", "split")).isEqualTo("; reads the rows of stage split");
  }

  @Test
  void similarPairsAreReported() {
    assertThat(line("novelty", "engine", "local", "distinct", 11, "similar-pairs", 3L))
        .isEqualTo("; 3 similar pairs among 11 distinct texts");
    assertThat(
            line(
                "dedup",
                "instruction",
                Map.of("mode", "pairs", "distinct", 11, "similar-pairs", 1L),
                "output",
                Map.of("mode", "decision", "distinct", 5)))
        .isEqualTo("; instruction: 1 similar pair among 11 distinct texts");
    assertThat(
            StageLine.of(new StageRecord("dedup", "f", 2, 2, Map.of(), 7, Map.of(), 0))
                .split("; ")[1])
        .isEqualTo("7 similar pairs written to pairs/");
  }

  @Test
  void benchmarksAnswersAndTokensAreReported() {
    assertThat(line("decontaminate", "evaluation-n-grams", 1234, "evaluation-texts-too-short", 1))
        .isEqualTo(
            "; compared with 1,234 n-grams of the benchmarks; 1 benchmark text too short to"
                + " compare with");
    assertThat(
            line(
                "respond",
                "response-model",
                "out/sft",
                "answered",
                12L,
                "tokens",
                345L,
                "cut",
                1L,
                "compared",
                8L,
                "equal",
                2L))
        .isEqualTo(
            "; 12 answers by out/sft, 345 tokens generated, 1 answer cut at the token limit; 2 of"
                + " 8 answers (25.0 %) equal the reference output");
    assertThat(
            line(
                "tokenize",
                "tokens",
                999L,
                "labels",
                400L,
                "lost_tokens",
                17L,
                "truncated",
                3L,
                "longest",
                64))
        .isEqualTo(
            "; 999 tokens, 400 of them in the loss; the longest row has 64; 3 rows truncated, 17"
                + " tokens lost");
    assertThat(line("tokenizer", "merges", 43, "tokens", 300, "texts", 36L))
        .isEqualTo("; vocabulary of 300 tokens (43 merges) from 36 texts");
  }

  @Test
  void aTrainingLineHasStepsLossAndBestEvaluation() {
    assertThat(
            line(
                "sft",
                "learned",
                36L,
                "evaluated",
                12L,
                "untouched",
                12L,
                "left-out",
                Map.of("too-long", 2),
                "steps",
                30L,
                "tokens",
                4567L,
                "epochs",
                2.5,
                "train-loss",
                1.23456,
                "best-step",
                20L,
                "best-metric",
                "loss",
                "best-value",
                1.5,
                "parameters",
                7000L,
                "trained-parameters",
                100L))
        .isEqualTo(
            "; 36 rows for training, 12 for evaluation, 12 unused; left out: too-long 2; 30 steps"
                + " (2.5 epochs) over 4,567 tokens, final training loss 1.235; best evaluation:"
                + " loss 1.5 after step 20; 100 of 7,000 parameters trained");
  }

  @Test
  void anExportLineHasRowsAndSkipsByFormat() {
    assertThat(line("export", "alpaca", 12L, "chat", Map.of("rows", 10, "skipped", Map.of("x", 2))))
        .isEqualTo("; alpaca: 12 rows; chat: 10 rows, skipped: x 2");
  }

  @Test
  void factsOfAnotherTypeAreOmitted() {
    assertThat(line("other", "num-rows", "many", "model.safetensors", "sha256:ab", "rows", 4))
        .isEqualTo("; 0 tasks accepted in 0 rounds (0 requested)");
    assertThat(line("other", "speed", 4, "colour", "blue")).isEmpty();
  }
}
