package io.gristmill.jobs.decontaminate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.contamination.DecontaminateConfig;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.ExamplesSource;
import io.gristmill.jobs.testing.ScopedSparkSettings;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.record.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecontaminateStageTest {

  private static final String CHINESE = "一个磨坊主三个小时磨十二袋黑麦每袋重五十公斤请问他一小时磨多少公斤";
  private static final String KOREAN = "방앗간 주인이 세 시간 동안 호밀 열두 자루를 빻으면 한 시간에 몇 자루를 빻습니까?";
  private static final String SHORT = "What is the capital of Peru?";

  private static final Example WORDS_SET = Example.of(0, words(0, 40), "", "forty");
  private static final Example CHINESE_SET = Example.of(1, CHINESE, "", "二百");
  private static final Example KOREAN_SET = Example.of(2, KOREAN, "", "넷");
  private static final Example SHORT_SET = Example.of(3, SHORT, "", "Lima");
  private static final Example TOO_SHORT_SET = Example.of(4, "Name a river.", "", words(100, 120));
  private static final Example TWICE_SET = Example.of(5, words(10, 30), "", "a repeated part");

  private static final List<Example> SETS =
      List.of(TWICE_SET, TOO_SHORT_SET, SHORT_SET, KOREAN_SET, CHINESE_SET, WORDS_SET);

  @TempDir Path folder;

  /** Returns words that occur in no other text. */
  private static String words(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
  }

  private StageRun run(List<Example> sets, List<Example> rows, int partitions, String... more) {
    Settings settings =
        StageRun.settings(Stream.of(more).map(s -> "decontaminate." + s).toArray(String[]::new));
    Problems problems = new Problems();
    DecontaminateConfig config =
        DecontaminateConfig.read(settings.reader("decontaminate", problems));
    problems.throwIfAny();
    return StageRun.of(
        new DecontaminateStage(config, new ExamplesSource(sets), settings),
        rows,
        partitions,
        folder);
  }

  private static Row only(StageRun run) {
    assertThat(run.rejects()).hasSize(1);
    return run.rejects().get(0);
  }

  private static void isGone(Row reject, Example row, Example witness, String detail, int units) {
    assertThat(reject.<String>getAs(ExamplesTable.ID)).isEqualTo(row.id());
    assertThat(reject.<Long>getAs(ExamplesTable.POSITION)).isEqualTo(row.position());
    assertThat(reject.<String>getAs(RejectsTable.STAGE)).isEqualTo("decontaminate");
    assertThat(reject.<String>getAs(RejectsTable.RULE)).isEqualTo("contaminated");
    assertThat(reject.<String>getAs(RejectsTable.WITNESS_ID)).isEqualTo(witness.id());
    assertThat(reject.<String>getAs(RejectsTable.DETAIL)).isEqualTo(detail);
    assertThat(reject.<Double>getAs(ExamplesTable.SCORE)).isEqualTo(units);
  }

  @Test
  void thirteenCommonWordsDropARowAndNameTheBenchmarkRecord() {
    Example row = Example.of(7, "Sort these.", "x, " + words(30, 40).toUpperCase(Locale.ROOT), "");
    Example hit = Example.of(8, "Sort:", "x " + words(25, 38).replace(" ", ", ") + "!", "done");
    StageRun run = run(SETS, List.of(hit, row), 2);
    assertThat(run.rows()).containsExactly(row);
    isGone(only(run), hit, WORDS_SET, "instruction-input has in common: " + words(25, 38), 13);
  }

  @Test
  void twelveCommonWordsDropNothing() {
    List<Example> rows = List.of(Example.of(0, "a " + words(0, 12) + " b", "", words(12, 24)));
    assertThat(run(List.of(WORDS_SET), rows, 1).rows()).isEqualTo(rows);
    assertThat(run(List.of(WORDS_SET), rows, 1, "ngram-size=12").rows()).isEmpty();
  }

  @Test
  void chineseAndKoreanAreComparedByCharacter() {
    Example chinese = Example.of(0, "请看：" + CHINESE.substring(3, 29) + "好", "", "x");
    Example shorter = Example.of(1, "请看：" + CHINESE.substring(3, 28) + "好", "", "x");
    Example korean = Example.of(2, "물음", "다음: " + KOREAN.replace("호밀", "호밀,"), "x");
    StageRun run = run(SETS, List.of(chinese, shorter, korean), 3);
    assertThat(run.rows()).containsExactly(shorter);
    String common = CHINESE.substring(3, 29).replaceAll("(?<=.)(?=.)", " ");
    isGone(
        run.rejects().get(0),
        chinese,
        CHINESE_SET,
        "instruction-input has in common: " + common,
        26);
    assertThat(run.rejects().get(1).<String>getAs(RejectsTable.WITNESS_ID))
        .isEqualTo(KOREAN_SET.id());
    assertThat(run.rejects().get(1).<String>getAs(RejectsTable.DETAIL))
        .startsWith("instruction-input has in common: 방 앗 간 주 인");
  }

  @Test
  void aShortBenchmarkTextDropsRowsThatContainAllOfIt() {
    Example hit = Example.of(0, "Tell me: what is the capital of Peru?", "", "Lima");
    Example other = Example.of(1, "What is the capital of Chile?", "", "Santiago");
    StageRun run = run(SETS, List.of(hit, other), 1);
    assertThat(run.rows()).containsExactly(other);
    isGone(
        only(run),
        hit,
        SHORT_SET,
        "instruction-input has in common: what is the capital of peru",
        6);
  }

  @Test
  void aBenchmarkTextThatIsTooShortIsCountedAndDropsNothing() {
    List<Example> rows = List.of(Example.of(0, "Name a river.", "", "The Rhine"));
    StageRun run = run(SETS, rows, 1);
    assertThat(run.rows()).isEqualTo(rows);
    assertThat(run.rejects()).isEmpty();
    assertThat(run.facts()).containsEntry("evaluation-texts-too-short", 1);
    assertThat(run(List.of(SHORT_SET), rows, 1).facts())
        .containsEntry("evaluation-texts-too-short", 0)
        .containsEntry("evaluation-n-grams", 1);
  }

  @Test
  void theEarliestOfSeveralBenchmarkRecordsIsTheWitness() {
    Example hit = Example.of(0, words(12, 28), "", "");
    assertThat(only(run(SETS, List.of(hit), 2)).<String>getAs(RejectsTable.WITNESS_ID))
        .isEqualTo(WORDS_SET.id());
    assertThat(only(run(List.of(TWICE_SET), List.of(hit), 2)).<String>getAs("witness_id"))
        .isEqualTo(TWICE_SET.id());
  }

  @Test
  void answersAreSearchedAndBenchmarkAnswersOnlyIfConfigured() {
    Example inOutput = Example.of(0, "Repeat.", "", "ok: " + words(0, 13));
    Example answer = Example.of(1, "Repeat.", "", words(100, 113));
    StageRun byDefault = run(SETS, List.of(inOutput, answer), 1);
    assertThat(byDefault.rows()).containsExactly(answer);
    isGone(only(byDefault), inOutput, WORDS_SET, "output has in common: " + words(0, 13), 13);
    StageRun answersToo =
        run(SETS, List.of(inOutput, answer), 1, "benchmark-fields=[output]", "fields=[output]");
    assertThat(answersToo.rows()).containsExactly(inOutput);
    assertThat(only(answersToo).<String>getAs("witness_id")).isEqualTo(TOO_SHORT_SET.id());
    assertThat(run(SETS, List.of(inOutput), 1, "fields=[instruction]").rows())
        .containsExactly(inOutput);
  }

  @Test
  void instructionAndInputAreOneText() {
    Example split = Example.of(0, words(0, 7), words(7, 13), "");
    assertThat(run(SETS, List.of(split), 1).rows()).isEmpty();
    assertThat(run(SETS, List.of(split), 1, "fields=[instruction,input]").rows()).hasSize(1);
  }

  @Test
  void aRowIsDroppedOnceAndUnchanged() throws IOException {
    Example plain = Example.of(3, words(0, 40), words(0, 40), words(0, 40));
    Example row =
        new Example(
            plain.id(),
            3,
            plain.instruction(),
            plain.input(),
            plain.output(),
            "source 🙂",
            "alpaca",
            List.of("parent"),
            Map.of("key", "값"),
            0.5);
    JsonNode kept =
        new ObjectMapper()
            .readTree(only(run(SETS, List.of(row), 2)).<String>getAs(RejectsTable.ROW));
    assertThat(kept.path("id").asText()).isEqualTo(row.id());
    assertThat(kept.path("position").asLong()).isEqualTo(3);
    assertThat(kept.path("output").asText()).isEqualTo(row.output());
    assertThat(kept.path("source").asText()).isEqualTo("source 🙂");
    assertThat(kept.path("parents")).hasToString("[\"parent\"]");
    assertThat(kept.path("metadata")).hasToString("{\"key\":\"값\"}");
    assertThat(kept.path("score").asDouble()).isEqualTo(0.5);
  }

  @Test
  void emptyTextsBenchmarksAndTablesDropNothing() {
    List<Example> rows = List.of(Example.of(0, "", "", ""), Example.of(1, words(0, 40), "", "🙂"));
    assertThat(run(List.of(), rows, 1).rows()).isEqualTo(rows);
    assertThat(run(List.of(), rows, 1).facts()).containsEntry("evaluation-n-grams", 0);
    assertThat(run(List.of(Example.of(0, "", "", "")), rows, 1).rows()).isEqualTo(rows);
    assertThat(run(SETS, List.of(), 1).rows()).isEmpty();
    assertThat(run(SETS, List.of(), 1).rejects()).isEmpty();
  }

  @Test
  void theResultDoesNotDependOnPartitions() {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String text = i % 3 == 0 ? words(i % 27, i % 27 + 13) : words(200 + i, 240 + i);
      rows.add(Example.of(i, text, i % 5 == 0 ? KOREAN : "", i % 7 == 0 ? CHINESE : "o"));
    }
    StageRun expected = run(SETS, rows, 1);
    assertThat(expected.rows()).hasSizeBetween(10, 40);
    assertThat(expected.rows().size() + expected.rejects().size()).isEqualTo(60);
    int[] partitions = {1, 7};
    for (int count : partitions) {
      try (ScopedSparkSettings held = ScopedSparkSettings.shuffling(count == 7, count)) {
        assertThat(held).isNotNull();
        StageRun other = run(SETS, rows, count);
        assertThat(other.rows()).isEqualTo(expected.rows());
        assertThat(Tables.<String>column(other.rejects(), RejectsTable.DETAIL))
            .isEqualTo(Tables.<String>column(expected.rejects(), RejectsTable.DETAIL));
        assertThat(Tables.<String>column(other.rejects(), RejectsTable.WITNESS_ID))
            .isEqualTo(Tables.<String>column(expected.rejects(), RejectsTable.WITNESS_ID));
      }
    }
  }

  @Test
  void theFingerprintChangesWithSettingsAndBenchmarks() {
    Settings settings = StageRun.settings();
    Settings others = StageRun.settings("decontaminate.ngram-size=9");
    DecontaminateConfig config =
        DecontaminateConfig.read(settings.reader("decontaminate", new Problems()));
    String first = new DecontaminateStage(config, new ExamplesSource(SETS), settings).fingerprint();
    assertThat(new DecontaminateStage(config, new ExamplesSource(SETS), settings).fingerprint())
        .isEqualTo(first);
    assertThat(new DecontaminateStage(config, new ExamplesSource(SETS), others).fingerprint())
        .isNotEqualTo(first);
    assertThat(
            new DecontaminateStage(config, new ExamplesSource(List.of()), settings).fingerprint())
        .isNotEqualTo(first);
  }
}
