package io.gristmill.jobs.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.UserException;
import io.gristmill.jobs.testing.Corpus;
import io.gristmill.jobs.testing.ScopedSparkSettings;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.record.Example;
import io.gristmill.similarity.cosine.RemovalRule;
import io.gristmill.testing.Drill;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DedupStageTest {

  private static final String LOCAL = "engine=local";
  private static final String CLUSTER = "engine=cluster";
  private static final String MANY_PARTS = "partition-chars=300";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "greedy, position",
    "earliest-similar, position",
    "components, position",
    "components, score",
    "components, quality"
  })
  void bothEnginesAgreeWithComparingAllPairs(String keep, String bestBy) {
    List<Example> examples = Corpus.planted(1);
    String[] rule = {"keep=" + keep, "rank-by=" + bestBy};
    Expected expected = new Expected(examples, keep, bestBy, 0.75);
    expected.field("instruction", Example::instruction, true);
    DedupRun local = DedupRun.of(folder, examples, 1, with(rule, LOCAL));
    assertThat(local.reasons()).isEqualTo(expected.rejects()).hasSizeGreaterThan(40);
    assertThat(local.pairs()).isEqualTo(expected.pairs());
    DedupRun cluster = DedupRun.of(folder, examples, 7, with(rule, CLUSTER, MANY_PARTS));
    assertThat(cluster.tables()).isEqualTo(local.tables());
    assertThat(parts(cluster, "instruction")).isGreaterThan(3);
  }

  @Drill("more corpora")
  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5})
  void randomCorporaOfSimilarTextsAgreeWithComparingAllPairs(long seed) {
    List<Example> examples = Corpus.random(seed, 40);
    String keep = List.of("greedy", "earliest-similar", "components").get((int) seed % 3);
    String[] settings = {"keep=" + keep, "rank-by=score", "threshold=0.6"};
    Expected expected = new Expected(examples, keep, "score", 0.6);
    expected.field("instruction", Example::instruction, true);
    for (String engine : List.of(LOCAL, CLUSTER)) {
      DedupRun run =
          DedupRun.of(folder, examples, 3, with(settings, engine, "partition-chars=100"));
      assertThat(run.reasons()).as(engine).isEqualTo(expected.rejects());
      assertThat(run.pairs()).as(engine).isEqualTo(expected.pairs());
    }
  }

  @Drill("both engines in four layouts")
  @ParameterizedTest
  @CsvSource({
    "greedy, 1, true, 2",
    "earliest-similar, 2, false, 1",
    "components, 64, true, 5",
    "components, 7, false, 3"
  })
  void theResultDoesNotDependOnPartitionsOrRowOrder(
      String keep, int partitions, boolean adaptive, int shuffles) {
    List<Example> examples = Corpus.planted(9);
    String[] settings = {"keep=" + keep, "rank-by=score"};
    DedupRun plain = DedupRun.of(folder, examples, 1, with(settings, LOCAL));
    List<Example> shuffled = Corpus.shuffled(examples, partitions);
    try (ScopedSparkSettings held = ScopedSparkSettings.shuffling(adaptive, shuffles)) {
      assertThat(held).isNotNull();
      DedupRun local = DedupRun.of(folder, shuffled, partitions, with(settings, LOCAL));
      DedupRun cluster =
          DedupRun.of(folder, shuffled, partitions, with(settings, CLUSTER, "partition-chars=600"));
      assertThat(local.tables()).isEqualTo(plain.tables());
      assertThat(cluster.tables()).isEqualTo(plain.tables());
    }
  }

  @Test
  void fieldsAreProcessedInOrderEachOnTheRowsKeptByThePreviousOne() {
    List<Example> examples = Corpus.planted(10);
    String[] settings = {"fields.input=remove", "fields.output=report"};
    Expected expected = new Expected(examples, "greedy", "position", 0.75);
    expected.field("instruction", Example::instruction, true);
    expected.field("input", Example::input, true);
    expected.field("output", Example::output, false);
    for (String engine : List.of(LOCAL, CLUSTER)) {
      DedupRun run = DedupRun.of(folder, examples, 3, with(settings, engine, MANY_PARTS));
      assertThat(run.reasons()).as(engine).isEqualTo(expected.rejects());
      assertThat(run.pairs()).as(engine).isEqualTo(expected.pairs());
      assertThat(run.facts().keySet()).containsExactly("instruction", "input", "output");
    }
    assertThat(expected.rejects()).anyMatch(line -> line.contains("detail=field input"));
    assertThat(expected.pairs()).anyMatch(line -> line.contains("field=output"));
  }

  @Test
  void columnsAreJoinedByALineBreakAndEmptyOnesLeftOut() {
    List<Example> examples = Corpus.random(11, 50);
    String[] settings = {
      "fields.instruction=off",
      "fields.instruction-input-output=remove",
      "fields.instruction-output=report",
      "threshold=0.5"
    };
    Expected expected = new Expected(examples, "greedy", "position", 0.5);
    expected.field("instruction-output", e -> joined(e.instruction(), e.output()), false);
    expected.field(
        "instruction-input-output", e -> joined(e.instruction(), e.input(), e.output()), true);
    for (String engine : List.of(LOCAL, CLUSTER)) {
      DedupRun run = DedupRun.of(folder, examples, 2, with(settings, engine, MANY_PARTS));
      assertThat(run.reasons()).as(engine).isEqualTo(expected.rejects());
      assertThat(run.pairs()).as(engine).isEqualTo(expected.pairs());
    }
    assertThat(expected.rejects()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"greedy", "earliest-similar", "components"})
  void allStrategiesDecideTheSame(String keep) {
    List<Example> examples = Corpus.planted(12);
    String[] rule = {"keep=" + keep, "rank-by=quality"};
    DedupRun pairs = DedupRun.of(folder, examples, 2, with(rule, LOCAL, "strategy=pairs"));
    DedupRun decision = DedupRun.of(folder, examples, 2, with(rule, LOCAL, "strategy=on-the-fly"));
    assertThat(decision.tables()).isEqualTo(pairs.tables());
    DedupRun without =
        DedupRun.of(
            folder, examples, 2, with(rule, LOCAL, "strategy=on-the-fly", "write-pairs=false"));
    assertThat(without.rows()).isEqualTo(pairs.rows());
    assertThat(without.rejects()).isEqualTo(pairs.rejects());
    assertThat(without.pairs()).isEmpty();
    DedupRun cluster =
        DedupRun.of(
            folder,
            examples,
            2,
            with(rule, CLUSTER, MANY_PARTS, "strategy=on-the-fly", "write-pairs=false"));
    assertThat(cluster.rows()).isEqualTo(pairs.rows());
    assertThat(cluster.rejects()).isEqualTo(pairs.rejects());
  }

  @Test
  void negativeZeroRanksAsZero() {
    List<Example> examples =
        List.of(
            Corpus.example(0, "the mill stands still", "", "x", -0.0, Map.of()),
            Corpus.example(1, "The mill stands still.", "", "y", 0.0, Map.of()));
    for (String engine : List.of(LOCAL, CLUSTER)) {
      DedupRun run = DedupRun.of(folder, examples, 1, engine, "keep=components", "rank-by=score");
      assertThat(run.rows()).as(engine).singleElement().asString().contains("position=0");
    }
  }

  @Test
  void aRejectHoldsTheWholeRowAsJson() {
    Example second =
        Corpus.example(4, "The \"mill\".", "물\n", "小麦 😀", 0.5, Map.of("b", "2", "a", "1"));
    List<Example> examples = List.of(Example.of(2, "the mill", "", "x"), second);
    assertThat(DedupRun.of(folder, examples, 1, LOCAL).rejects())
        .singleElement()
        .asString()
        .endsWith(
            "|row={\"id\":\""
                + second.id()
                + "\",\"position\":4,\"instruction\":\"The \\\"mill\\\".\",\"input\":\"물\\n\","
                + "\"output\":\"小麦 😀\",\"source\":\"corpus\",\"recipe\":\"\",\"parents\":[],"
                + "\"metadata\":{\"a\":\"1\",\"b\":\"2\"},\"score\":0.5}");
  }

  @Test
  void aTableWithoutRowsOrTextsPassesUnchanged() {
    List<Example> silent =
        List.of(
            Example.of(0, "", "x", "so"),
            Example.of(3, "!!!", "x", "so"),
            Example.of(7, "?", "", ""));
    for (String engine : List.of(LOCAL, CLUSTER)) {
      assertThat(DedupRun.of(folder, List.of(), 1, engine).tables())
          .isEqualTo(List.of(List.of(), List.of(), List.of()));
      DedupRun run = DedupRun.of(folder, silent, 2, engine, "fields.output=remove");
      assertThat(run.rows()).hasSize(2);
      assertThat(DedupRun.of(folder, silent, 2, engine).rows()).hasSize(3);
      assertThat(DedupRun.of(folder, silent.subList(0, 1), 2, engine).rows()).hasSize(1);
    }
  }

  @Test
  void aFieldWithoutRemainingRowsIsProcessed() {
    List<Example> examples =
        List.of(Example.of(0, "the mill", "", "x"), Example.of(1, "The mill!", "grain", "y"));
    for (boolean adaptive : new boolean[] {true, false}) {
      try (ScopedSparkSettings held = ScopedSparkSettings.shuffling(adaptive, 2)) {
        assertThat(held).isNotNull();
        DedupRun run = DedupRun.of(folder, examples, 2, CLUSTER, "fields.input=remove");
        assertThat(run.rows()).hasSize(1);
        assertThat(run.rejects()).hasSize(1);
      }
    }
  }

  @Test
  void morePairsThanAllowedStopTheJobOnBothEngines() {
    List<Example> examples = Corpus.planted(13);
    int pairs = DedupRun.of(folder, examples, 1, LOCAL).pairs().size();
    for (String engine : List.of(LOCAL, CLUSTER)) {
      assertThat(DedupRun.of(folder, examples, 1, engine, "max-pairs=" + pairs).pairs())
          .hasSize(pairs);
      assertThatThrownBy(() -> DedupRun.of(folder, examples, 1, engine, "max-pairs=" + (pairs - 1)))
          .hasStackTraceContaining(UserException.class.getName())
          .hasStackTraceContaining("raise dedup.max-pairs");
    }
  }

  @Test
  void reportingWithoutWritingPairsHasNoLimit() {
    List<Example> examples = Corpus.planted(14);
    for (String engine : List.of(LOCAL, CLUSTER)) {
      DedupRun run =
          DedupRun.of(
              folder,
              examples,
              1,
              engine,
              "fields.instruction=report",
              "write-pairs=false",
              "max-pairs=1");
      assertThat(run.rows()).hasSize(examples.size());
      assertThat(run.rejects()).isEmpty();
    }
  }

  private static int parts(DedupRun run, String field) {
    Map<?, ?> facts = (Map<?, ?>) Objects.requireNonNull(run.facts().get(field));
    return (int) Objects.requireNonNull(facts.get("parts"));
  }

  private static String joined(String... texts) {
    return String.join("\n", Arrays.stream(texts).filter(text -> !text.isEmpty()).toList());
  }

  private static String[] with(String[] settings, String... more) {
    return Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new);
  }

  /** The expected tables, by comparing all pairs, field by field. */
  private static final class Expected {

    private final SortedMap<Long, Example> examples = new TreeMap<>();
    private final SortedMap<Long, Example> left = new TreeMap<>();
    private final String keep;
    private final String bestBy;
    private final double threshold;
    private final List<String> rejects = new ArrayList<>();
    private final List<String> pairs = new ArrayList<>();

    Expected(List<Example> examples, String keep, String bestBy, double threshold) {
      examples.forEach(example -> this.examples.put(example.position(), example));
      this.left.putAll(this.examples);
      this.keep = keep;
      this.bestBy = bestBy;
      this.threshold = threshold;
    }

    void field(String name, Function<Example, String> text, boolean remove) {
      SortedMap<Long, String> texts = new TreeMap<>();
      Map<Long, Double> best = new TreeMap<>();
      left.forEach((row, example) -> texts.put(row, text.apply(example)));
      left.forEach((row, example) -> best.put(row, best(example)));
      texts.values().removeIf(String::isEmpty);
      DedupOracle oracle = new DedupOracle(texts, threshold);
      oracle.pairs().forEach(pair -> pairs.add(line(name, pair)));
      if (remove) {
        RemovalRule rule =
            RemovalRule.valueOf(keep.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        for (DedupOracle.Removed removed : oracle.removed(rule, best)) {
          left.remove(removed.row());
          rejects.add(line(name, removed));
        }
      }
    }

    List<String> rejects() {
      return rejects.stream().sorted().toList();
    }

    List<String> pairs() {
      return pairs.stream().sorted().toList();
    }

    private String line(String field, DedupOracle.Pair pair) {
      return String.join(
          "|",
          "left_id=" + id(pair.left()),
          "right_id=" + id(pair.right()),
          "left_position=" + pair.left(),
          "right_position=" + pair.right(),
          "field=" + field,
          "similarity=" + Tables.exact(pair.cosine()));
    }

    private String line(String field, DedupOracle.Removed removed) {
      return String.join(
          "|",
          "id=" + id(removed.row()),
          "position=" + removed.row(),
          "stage=dedup",
          "rule=near-duplicate",
          "score=" + Tables.exact(removed.cosine()),
          "threshold=" + Tables.exact(threshold),
          "witness_id=" + id(removed.match()),
          "detail=field "
              + field
              + ", keep "
              + keep
              + ", in favour of position "
              + removed.match());
    }

    private String id(long row) {
      return Objects.requireNonNull(examples.get(row)).id();
    }

    private double best(Example example) {
      Double score =
          switch (bestBy) {
            case "position" -> 0.0;
            case "score" -> example.score();
            default -> number(example.metadata().getOrDefault(bestBy, ""));
          };
      return score == null || score.isNaN() ? Double.NEGATIVE_INFINITY : score;
    }

    private static Double number(String text) {
      try {
        return Double.parseDouble(text.strip());
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
  }
}
