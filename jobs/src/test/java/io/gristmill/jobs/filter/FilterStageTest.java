package io.gristmill.jobs.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.Corpus;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.ScopedSparkSettings;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.quality.FilterConfig;
import io.gristmill.quality.Verdict;
import io.gristmill.record.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterStageTest {

  private static final String CONFLICTS = "rules.conflicting-output.enabled=true";

  @TempDir Path folder;

  @Test
  void aRecordThatViolatesARuleIsRejectedWithItsScore() throws Exception {
    List<Example> examples =
        List.of(
            Example.of(0, "Describe the mill in one word.", "", "Loud"),
            Example.of(3, "Describe the mill.", "", "   "),
            Example.of(5, "Mill?", "", "A mill grinds."),
            Example.of(8, "Describe the wheel.", "", "As an AI language model, I cannot."));
    Filtered run = run(examples, 2, "rules.length.instruction.min-words=2");
    assertThat(run.rows()).containsExactly(examples.get(0));
    assertThat(run.reasons())
        .containsExactlyInAnyOrder(
            reason(
                examples.get(3),
                "refusal",
                0.0,
                79.0,
                null,
                "output says \"as an ai language model\""),
            reason(examples.get(1), "empty", 0.0, 1.0, null, "output is empty"),
            reason(
                examples.get(2),
                "length",
                1.0,
                2.0,
                null,
                "instruction has 1 words, fewer than 2"));
    assertThat(run.rejects().get(0)).contains("|row={\"id\":\"" + examples.get(1).id());
  }

  @Test
  void theFirstOfEqualRecordsIsKeptAndIsTheWitness() throws Exception {
    List<Example> examples =
        List.of(
            Example.of(2, "Name a grain.", "", "Rye"),
            Example.of(4, "Name a grain.", "", "Wheat"),
            Example.of(6, "Name a grain.", "", "Rye"),
            Example.of(7, "Name a grain.", " ", "Rye"),
            Example.of(9, "Name a grain.", "", "Rye"));
    Filtered run = run(examples, 3, "preset=none", "rules.exact-duplicate.enabled=true");
    assertThat(run.rows()).containsExactly(examples.get(0), examples.get(1), examples.get(3));
    assertThat(run.reasons())
        .containsExactlyInAnyOrder(
            reason(
                examples.get(2),
                "exact-duplicate",
                1.0,
                null,
                examples.get(0),
                "equal to position 2"),
            reason(
                examples.get(4),
                "exact-duplicate",
                1.0,
                null,
                examples.get(0),
                "equal to position 2"));
  }

  @Test
  void conversationsThatShareTheirFirstExchangeAreNotEqual() throws Exception {
    String start = "[{\"role\":\"user\",\"content\":\"Hi\"}";
    List<Example> examples =
        List.of(
            conversation(0, start + "]"),
            conversation(1, start + ",{\"role\":\"user\",\"content\":\"Bye\"}]"),
            conversation(2, start + "]"),
            Example.of(3, "Hi", "", "Hello"));
    Filtered run = run(examples, 2, "preset=none", "rules.exact-duplicate.enabled=true");
    assertThat(run.rows()).containsExactly(examples.get(0), examples.get(1), examples.get(3));
    Filtered byQuestion =
        run(
            examples,
            2,
            "preset=none",
            "rules.exact-duplicate.enabled=true",
            "rules.exact-duplicate.fields=[instruction]");
    assertThat(byQuestion.rows()).containsExactly(examples.get(0));
  }

  @Test
  void everyRecordOfAnInstructionWithConflictingOutputsIsDropped() throws Exception {
    List<Example> examples = contradictions();
    Filtered run = run(examples, 3, "preset=none", CONFLICTS);
    assertThat(run.rows()).containsExactly(examples.get(4), examples.get(5), examples.get(6));
    String detail = "its instruction has an input with different outputs";
    assertThat(run.reasons())
        .containsExactlyInAnyOrderElementsOf(
            examples.subList(0, 4).stream()
                .map(e -> reason(e, "conflicting-output", 2.0, 1.0, null, detail))
                .toList());
  }

  @Test
  void recordsWithTheFirstOutputAreKeptIfConfigured() throws Exception {
    List<Example> examples = contradictions();
    Filtered run =
        run(
            examples,
            3,
            "preset=none",
            CONFLICTS,
            "rules.conflicting-output.on-conflict=keep-first");
    assertThat(run.reasons())
        .containsExactly(
            reason(
                examples.get(1),
                "conflicting-output",
                2.0,
                1.0,
                examples.get(0),
                "output differs from that of position 0"));
    assertThat(run.rows()).hasSize(6).doesNotContain(examples.get(1));
  }

  @ParameterizedTest
  @CsvSource({
    "31, 1, true, drop-all",
    "32, 2, false, keep-first",
    "33, 7, true, keep-first",
    "34, 64, false, drop-all"
  })
  void everyRowIsKeptOrRejectedOnceForItsFirstReason(
      long seed, int partitions, boolean adaptive, String onConflict) throws Exception {
    List<Example> examples = fewWords(seed, 300);
    String[] settings = {
      "preset=default", CONFLICTS, "rules.conflicting-output.on-conflict=" + onConflict
    };
    Map<Long, String> expected = rules(examples, onConflict, settings);
    try (ScopedSparkSettings held = ScopedSparkSettings.shuffling(adaptive, partitions)) {
      assertThat(held).isNotNull();
      Filtered run = run(Corpus.shuffled(examples, seed), partitions, settings);
      assertThat(run.rules()).isEqualTo(expected);
      assertThat(run.rows())
          .isEqualTo(examples.stream().filter(e -> !expected.containsKey(e.position())).toList());
      assertThat(run.reasons()).hasSize(expected.size());
    }
    assertThat(new HashSet<>(expected.values()))
        .contains("empty", "exact-duplicate", "conflicting-output");
  }

  @Test
  void aTableWithoutRowsPasses() throws Exception {
    Filtered run = run(List.of(), 1, CONFLICTS);
    assertThat(run.rows()).isEmpty();
    assertThat(run.reasons()).isEmpty();
  }

  /** The result of one run; rejects as sorted lines, {@code reasons} without the row itself. */
  private record Filtered(
      List<Example> rows, List<String> rejects, List<String> reasons, Map<Long, String> rules) {}

  private Filtered run(List<Example> examples, int partitions, String... settings)
      throws Exception {
    Settings all = settings(settings);
    StageResult result =
        new FilterStage(config(all), all)
            .apply(
                LocalSpark.context(
                    Files.createTempDirectory(folder, "work").toString(), examples.size()),
                Tables.examples(examples, partitions));
    Map<Long, String> rules = new TreeMap<>();
    result
        .rejects()
        .collectAsList()
        .forEach(row -> rules.put(row.getAs("position"), row.getAs("rule")));
    return new Filtered(
        Tables.read(result.rows()),
        Tables.lines(result.rejects()).stream().sorted(FilterStageTest::byPosition).toList(),
        Tables.lines(result.rejects().drop(RejectsTable.ROW)),
        rules);
  }

  private static Settings settings(String... settings) {
    Problems problems = new Problems();
    Settings all =
        Settings.load(null, Stream.of(settings).map(s -> "filter." + s).toList(), problems);
    problems.throwIfAny();
    return all;
  }

  private static FilterConfig config(Settings settings) {
    Problems problems = new Problems();
    FilterConfig config = FilterConfig.read(settings, problems);
    problems.throwIfAny();
    return config;
  }

  private static int byPosition(String a, String b) {
    return Long.compare(position(a), position(b));
  }

  private static long position(String line) {
    return Long.parseLong(line.replaceAll("(?s).*?\\|position=(\\d+)\\|.*", "$1"));
  }

  private static String reason(
      Example example,
      String rule,
      @Nullable Double score,
      @Nullable Double threshold,
      @Nullable Example witness,
      String detail) {
    return String.join(
        "|",
        "id=" + example.id(),
        "position=" + example.position(),
        "stage=filter",
        "rule=" + rule,
        "score=" + (score == null ? null : Tables.exact(score)),
        "threshold=" + (threshold == null ? null : Tables.exact(threshold)),
        "witness_id=" + (witness == null ? null : witness.id()),
        "detail=" + detail);
  }

  private static Example conversation(long position, String messages) {
    return Corpus.example(
        position, "Hi", "", "Hello", null, Map.of(Example.MESSAGES, messages, "k", "v" + position));
  }

  /**
   * Examples; the first four share an instruction, and two of these share an input but differ in
   * output.
   */
  private static List<Example> contradictions() {
    return List.of(
        Example.of(0, "Is it a grain?", "rye", "Yes"),
        Example.of(1, "Is it a grain?", "rye", "No"),
        Example.of(2, "Is it a grain?", "oak", "No"),
        Example.of(3, "Is it a grain?", "", "What?"),
        Example.of(4, "Say something.", "", "Flour"),
        Example.of(5, "Say something.", "", "Bread"),
        Example.of(6, "Is it a tree?", "rye", "No"));
  }

  private static List<Example> fewWords(long seed, int rows) {
    List<Example> examples = new ArrayList<>();
    for (Example e : Corpus.random(seed, rows)) {
      String input = start(e.input(), 1);
      String output = start(e.output(), 2);
      long position = 2 * e.position();
      String instruction = "task " + e.instruction().length();
      examples.add(Corpus.example(position, instruction, input, output, null, Map.of()));
    }
    return examples;
  }

  private static String start(String text, int characters) {
    int all = text.codePointCount(0, text.length());
    return text.substring(0, text.offsetByCodePoints(0, Math.min(characters, all)));
  }

  /** The rule that drops each dropped row, computed by a sequential loop. */
  private static Map<Long, String> rules(
      List<Example> examples, String onConflict, String... settings) {
    FilterConfig config = config(settings(settings));
    Map<Long, String> dropped = new TreeMap<>();
    Set<List<String>> seen = new HashSet<>();
    Map<List<String>, Set<String>> outputs = new HashMap<>();
    Map<List<String>, String> first = new HashMap<>();
    for (Example e : examples) {
      List<String> task = List.of(e.instruction(), e.input());
      if (config.rules().judge(e) instanceof Verdict.Drop drop) {
        dropped.put(e.position(), drop.rule());
      } else if (!seen.add(List.of(e.instruction(), e.input(), e.output()))) {
        dropped.put(e.position(), "exact-duplicate");
      } else if (!e.input().isEmpty()) {
        outputs.computeIfAbsent(task, key -> new HashSet<>()).add(e.output());
        first.putIfAbsent(task, e.output());
      }
    }
    Set<String> contradicted = new HashSet<>();
    outputs.forEach(
        (task, answers) -> {
          if (answers.size() > 1) {
            contradicted.add(task.get(0));
          }
        });
    for (Example e : examples) {
      List<String> task = List.of(e.instruction(), e.input());
      boolean goes =
          onConflict.equals("drop-all")
              ? contradicted.contains(e.instruction())
              : !e.output().equals(first.getOrDefault(task, e.output()));
      if (goes) {
        dropped.putIfAbsent(e.position(), "conflicting-output");
      }
    }
    return dropped;
  }
}
