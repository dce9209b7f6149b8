package io.gristmill.jobs.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.testing.Corpus;
import io.gristmill.jobs.testing.ScopedSparkSettings;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.record.Example;
import io.gristmill.similarity.rouge.WordSplitting;
import io.gristmill.testing.Drill;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoveltyStageTest {

  private static final String LOCAL = "engine=local";
  private static final String CLUSTER = "engine=cluster";
  private static final String MANY_PARTS = "partition-chars=300";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A pool with gaps in its positions, copies, an entry without tokens, and an entry that rows
   * copy.
   */
  private static final List<Example> POOL =
      List.of(
          Example.of(1, "Name the parts of a water mill.", "", "x"),
          Example.of(2, "Name the parts of a water mill.", "", "y"),
          Example.of(5, "name the parts of a WATER mill", "", "z"),
          Example.of(6, "!!!", "", ""),
          Example.of(9, "Explain how a water mill turns grain into flour.", "", ""),
          Example.of(12, "小麦与黑麦有什么区别？", "", ""));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"unicode, 0.7, true", "ascii, 0.7, false", "unicode, 0.4, true", "unicode, 0, false"})
  void bothEnginesAgreeWithTheSequentialLoop(String tokens, double threshold, boolean withPool) {
    List<Example> examples = Corpus.planted(21);
    List<Example> pool = withPool ? POOL : List.of();
    String[] settings = {"word-splitting=" + tokens, "threshold=" + threshold};
    List<String> expected =
        reasons(oracle(tokens, threshold, pool, examples), examples, pool, threshold);
    NoveltyRun local = NoveltyRun.of(folder, pool, examples, 1, with(settings, LOCAL));
    NoveltyRun cluster =
        NoveltyRun.of(folder, pool, examples, 7, with(settings, CLUSTER, MANY_PARTS));
    assertThat(local.reasons()).isEqualTo(expected).hasSizeGreaterThan(20);
    assertThat(cluster.rejects()).isEqualTo(local.rejects());
    assertThat(cluster.rows()).isEqualTo(local.rows());
    assertThat((int) Objects.requireNonNull(cluster.facts().get("parts"))).isGreaterThan(3);
  }

  @Drill("more corpora")
  @ParameterizedTest
  @ValueSource(longs = {22, 23, 24})
  void randomCorporaOfSimilarTextsAgreeWithTheSequentialLoop(long seed) {
    List<Example> examples = Corpus.random(seed, 50);
    List<Example> pool = Corpus.random(seed + 100, 6);
    List<String> expected = reasons(oracle("unicode", 0.5, pool, examples), examples, pool, 0.5);
    for (String engine : List.of(LOCAL, CLUSTER)) {
      NoveltyRun run =
          NoveltyRun.of(folder, pool, examples, 3, engine, "threshold=0.5", "partition-chars=120");
      assertThat(run.reasons()).as(engine).isEqualTo(expected);
      assertThat(run.rows()).as(engine).hasSize(examples.size() - expected.size());
    }
  }

  @Drill("both engines in four layouts")
  @ParameterizedTest
  @CsvSource({"1, true, 2", "2, false, 1", "64, true, 5", "7, false, 3"})
  void theResultDoesNotDependOnPartitionsOrRowOrder(
      int partitions, boolean adaptive, int shuffles) {
    List<Example> examples = Corpus.planted(25);
    NoveltyRun plain = NoveltyRun.of(folder, POOL, examples, 1, LOCAL);
    List<Example> shuffled = Corpus.shuffled(examples, partitions);
    try (ScopedSparkSettings held = ScopedSparkSettings.shuffling(adaptive, shuffles)) {
      assertThat(held).isNotNull();
      for (String engine : List.of(LOCAL, CLUSTER)) {
        NoveltyRun run =
            NoveltyRun.of(folder, POOL, shuffled, partitions, engine, "partition-chars=600");
        assertThat(run.rows()).as(engine).isEqualTo(plain.rows());
        assertThat(run.rejects()).as(engine).isEqualTo(plain.rejects());
      }
    }
  }

  @Test
  void anotherColumnIsComparedIfConfigured() {
    List<Example> examples = Corpus.planted(26);
    NoveltyOracle oracle = new NoveltyOracle(WordSplitting.UNICODE, 0.7, Map.of());
    oracle.judge(texts(examples, Example::output));
    for (String engine : List.of(LOCAL, CLUSTER)) {
      NoveltyRun run =
          NoveltyRun.of(folder, List.of(), examples, 2, engine, "compare-field=output");
      assertThat(positions(run)).as(engine).isEqualTo(List.copyOf(oracle.met().keySet()));
      assertThat(run.reasons()).as(engine).allMatch(line -> line.contains("|detail=output, like"));
    }
  }

  @Test
  void thresholdOneRejectsNothing() {
    List<Example> examples = Corpus.planted(27);
    for (String engine : List.of(LOCAL, CLUSTER)) {
      NoveltyRun run = NoveltyRun.of(folder, POOL, examples, 2, engine, "threshold=1");
      assertThat(run.rows()).as(engine).hasSize(examples.size());
      assertThat(run.rejects()).as(engine).isEmpty();
    }
  }

  @Test
  void seventyPercentIsDecidedByTheRoundingOfRougeScore() {
    List<Example> stays =
        List.of(
            Example.of(0, "a b c d e f g h i j", "", ""),
            Example.of(1, "a b c d e f g 1 2 3", "", "")); // 2*0.7*0.7/1.4 = 0.7
    List<Example> goes =
        List.of(
            Example.of(0, "a b c d e f g", "", ""),
            Example.of(1, "a b c d e f g 1 2 3 4 5 6", "", "")); // 0.7000000000000001
    for (String engine : List.of(LOCAL, CLUSTER)) {
      assertThat(NoveltyRun.of(folder, List.of(), stays, 1, engine).rows()).hasSize(2);
      assertThat(NoveltyRun.of(folder, List.of(), goes, 1, engine).rows()).hasSize(1);
    }
  }

  @Test
  void rowsWithoutTokensAreAlwaysKept() {
    List<Example> silent =
        List.of(Example.of(0, "", "", ""), Example.of(4, "!!!", "", ""), Example.of(8, "", "", ""));
    for (String engine : List.of(LOCAL, CLUSTER)) {
      assertThat(positions(NoveltyRun.of(folder, List.of(), silent, 2, engine)))
          .containsExactly(0L, 4L, 8L);
      assertThat(NoveltyRun.of(folder, POOL, List.of(), 1, engine).rows()).isEmpty();
      assertThat(NoveltyRun.of(folder, List.of(), List.of(), 1, engine).rows()).isEmpty();
    }
  }

  @Test
  void keptRowsGetScoresAsMetadata() throws Exception {
    List<Example> examples = Corpus.planted(28);
    NoveltyRun run =
        NoveltyRun.of(
            folder,
            POOL,
            examples,
            3,
            LOCAL,
            "write-max-score=true",
            "top-k=3",
            "write-avg-similarity-score=true");
    NoveltyOracle oracle = oracle("unicode", 0.7, POOL, examples);
    assertThat(positions(run)).isEqualTo(List.copyOf(oracle.met().keySet()));
    for (Example kept : run.rows()) {
      Map<NoveltyOracle.Entry, Double> met =
          Objects.requireNonNull(oracle.met().get(kept.position()));
      assertThat(kept.metadata())
          .containsEntry("max_score", String.valueOf(best(met)))
          .containsEntry("most_similar", nearest(met, 3))
          .containsEntry("avg_similarity_score", String.valueOf(mean(met)))
          .containsEntry("z", "last");
    }
  }

  @Test
  void theMaxScoreAloneIsTheSameAndReplacesOlderMetadata() {
    Map<String, String> older = Map.of("max_score", "old", "most_similar", "stays", "a", "b");
    List<Example> examples =
        List.of(
            Corpus.example(0, "Tell me about mills.", "", "x", null, older),
            Corpus.example(3, "Tell me about bread.", "", "y", null, Map.of()));
    NoveltyRun run =
        NoveltyRun.of(
            folder, List.of(), examples, 2, LOCAL, "threshold=0.8", "write-max-score=true");
    assertThat(run.rows().get(0).metadata())
        .isEqualTo(Map.of("max_score", "0.0", "most_similar", "stays", "a", "b"));
    assertThat(run.rows().get(1).metadata()).isEqualTo(Map.of("max_score", "0.75"));
  }

  @Test
  void scoresAreRejectedOnTheClusterEngine() {
    assertThatThrownBy(() -> NoveltyRun.of(folder, POOL, POOL, 1, CLUSTER, "write-max-score=true"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("novelty.engine must be auto or local");
    assertThatThrownBy(() -> NoveltyRun.of(folder, POOL, POOL, 1, "local-max-chars=10", "top-k=1"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("novelty.local-max-chars=10");
  }

  @Test
  void morePairsThanATaskMayHoldStopTheJobWithTheRemedy() {
    List<Example> examples = Corpus.random(29, 60);
    for (String engine : List.of(LOCAL, CLUSTER)) {
      assertThatThrownBy(
              () ->
                  NoveltyRun.of(
                      folder,
                      List.of(),
                      examples,
                      1,
                      engine,
                      "threshold=0.1",
                      "max-pairs-per-task=3"))
          .hasStackTraceContaining("novelty.max-pairs-per-task");
    }
  }

  private static NoveltyOracle oracle(
      String tokens, double threshold, List<Example> pool, List<Example> examples) {
    return new NoveltyOracle(
            WordSplitting.valueOf(tokens.toUpperCase(Locale.ROOT)),
            threshold,
            texts(pool, Example::instruction))
        .judge(texts(examples, Example::instruction));
  }

  private static Map<Long, String> texts(List<Example> examples, Function<Example, String> column) {
    return examples.stream()
        .collect(
            Collectors.toMap(Example::position, column, (a, b) -> a, TreeMap<Long, String>::new));
  }

  private static List<String> reasons(
      NoveltyOracle oracle, List<Example> examples, List<Example> pool, double threshold) {
    return oracle.removed().stream()
        .map(
            removed ->
                String.join(
                    "|",
                    "id=" + id(examples, removed.row()),
                    "position=" + removed.row(),
                    "stage=novelty",
                    "rule=too-similar",
                    "score=" + Tables.exact(removed.score()),
                    "threshold=" + Tables.exact(threshold),
                    "witness_id="
                        + id(removed.match().pool() ? pool : examples, removed.match().position()),
                    "detail=instruction, like "
                        + (removed.match().pool()
                            ? "a pool entry"
                            : "position " + removed.match().position())))
        .sorted()
        .toList();
  }

  private static String id(List<Example> examples, long position) {
    return examples.stream().filter(e -> e.position() == position).findFirst().orElseThrow().id();
  }

  private static List<Long> positions(NoveltyRun run) {
    return run.rows().stream().map(Example::position).toList();
  }

  private static double best(Map<NoveltyOracle.Entry, Double> met) {
    return met.values().stream().mapToDouble(score -> score).max().orElse(0);
  }

  private static double mean(Map<NoveltyOracle.Entry, Double> met) {
    double sum = 0;
    for (double score : met.values()) {
      sum += score;
    }
    return met.isEmpty() ? 0 : sum / met.size();
  }

  private static String nearest(Map<NoveltyOracle.Entry, Double> met, int most) throws Exception {
    ObjectNode node = JSON.createObjectNode();
    for (Map.Entry<NoveltyOracle.Entry, Double> entry : NoveltyOracle.nearest(met, most)) {
      if (!node.has(entry.getKey().text())) {
        node.put(entry.getKey().text(), entry.getValue());
      }
    }
    return JSON.writeValueAsString(node);
  }

  private static String[] with(String[] settings, String... more) {
    return Stream.concat(Stream.of(settings), Stream.of(more)).toArray(String[]::new);
  }
}
