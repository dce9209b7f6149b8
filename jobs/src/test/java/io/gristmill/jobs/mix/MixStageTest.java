package io.gristmill.jobs.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.mix.MixConfig;
import io.gristmill.random.RandomStream;
import io.gristmill.record.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixStageTest {

  @TempDir Path folder;

  @Test
  void quotasAreExactAndTheSampleDoesNotDependOnPartitions() {
    List<Example> examples = rows(Map.of("chat", 900, "cot", 60, "번역", 40));
    MixStage stage =
        stage(
            "mix.strategy=weights",
            "mix.weights={ chat = 8, cot = 1, \"번역\" = 1 }",
            "mix.num-rows=333");
    StageRun one = StageRun.of(stage, examples, 1, folder);
    assertThat(one.sizes("")).isEqualTo(Map.of("chat", 267L, "cot", 33L, "번역", 33L));
    for (int partitions : new int[] {2, 7, 64}) {
      StageRun many = StageRun.of(stage, examples, partitions, folder);
      assertThat(many.rows()).isEqualTo(one.rows());
      assertThat(many.rejects()).isEqualTo(one.rejects());
    }
  }

  @Test
  void theRowsWithTheSmallestKeysAreSampled() {
    List<Example> examples = rows(Map.of("a", 500, "b", 500));
    StageRun run = StageRun.of(stage("mix.num-rows=101"), examples, 3, folder);
    assertThat(run.sizes("")).isEqualTo(Map.of("a", 51L, "b", 50L));
    Set<Long> expected =
        examples.stream().collect(Collectors.groupingBy(Example::source)).values().stream()
            .flatMap(
                source ->
                    source.stream()
                        .sorted(Comparator.comparingLong(MixStageTest::key))
                        .limit(run.sizes("").getOrDefault(source.get(0).source(), 0L)))
            .map(Example::position)
            .collect(Collectors.toSet());
    assertThat(run.rows())
        .extracting(Example::position)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyRowThatIsNotSampledIsARejectWithItsReason() {
    List<Example> examples = rows(Map.of("a", 30, "b", 10));
    StageRun run = StageRun.of(stage("mix.strategy=task-proportional"), examples, 2, folder);
    assertThat(run.rows()).hasSize(20);
    assertThat(run.rejects()).hasSize(20);
    for (Row reject : run.rejects()) {
      assertThat(reject.<String>getAs(RejectsTable.RULE)).isEqualTo("not-sampled");
      assertThat(reject.<String>getAs(RejectsTable.DETAIL))
          .isEqualTo("source \"a\" gives 10 of its 30 rows");
      assertThat(reject.<Double>getAs("score"))
          .isGreaterThan(reject.<Double>getAs(RejectsTable.THRESHOLD));
      assertThat(reject.<String>getAs(RejectsTable.ROW)).contains("\"source\":\"a\"");
    }
    Set<Long> all = new HashSet<>();
    run.rows().forEach(row -> all.add(row.position()));
    run.rejects().forEach(row -> all.add(row.<Long>getAs("position")));
    assertThat(all).hasSize(40);
  }

  @Test
  void theEarlierRowsWithEqualIdsAreSampled() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      examples.add(StageRun.example(i, "always the same 😀", "a", Map.of()));
    }
    StageRun run = StageRun.of(stage("mix.num-rows=7"), examples, 7, folder);
    assertThat(run.rows())
        .extracting(Example::position)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void aLargerMixtureContainsTheSmallerOne() {
    List<Example> examples = rows(Map.of("a", 200, "b", 100));
    StageRun small = StageRun.of(stage("mix.num-rows=50"), examples, 2, folder);
    StageRun large = StageRun.of(stage("mix.num-rows=120"), examples, 2, folder);
    assertThat(large.rows()).containsAll(small.rows());
  }

  @Test
  void withReplacementCopiesAreCountedAndHaveDistinctPositions() {
    List<Example> examples = rows(Map.of("big", 20, "small", 4));
    MixStage stage =
        stage("mix.strategy=task-proportional", "mix.replacement=true", "mix.num-rows=20");
    StageRun run = StageRun.of(stage, examples, 3, folder);
    assertThat(run.sizes("")).isEqualTo(Map.of("big", 10L, "small", 10L));
    assertThat(run.rejects()).hasSize(10);
    assertThat(run.facts()).containsEntry("copies", 6L);
    assertThat(run.rows()).extracting(Example::position).doesNotHaveDuplicates();
    List<Example> small = run.rows().stream().filter(row -> row.source().equals("small")).toList();
    assertThat(new HashSet<>(small.stream().map(Example::id).toList()))
        .isEqualTo(new HashSet<>(ids(examples, "small")));
    assertThat(small)
        .allSatisfy(
            row ->
                assertThat(row.metadata().getOrDefault("copy", "0"))
                    .isEqualTo(String.valueOf(row.position() % 3)));
    assertThat(run.sizes("copy")).isEqualTo(Map.of("(none)", 14L, "1", 4L, "2", 2L));
  }

  @Test
  void sourcesMayComeFromMetadataAndShareAName() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String kind = i < 30 ? "CoT-maths" : i < 60 ? "cot-logic" : "chat";
      examples.add(StageRun.example(i, "question " + i, "file", Map.of("kind", kind)));
    }
    MixStage stage =
        stage(
            "mix.group-by=\"metadata:kind\"",
            "mix.source-groups=[\"cot* -> cot\", \"* -> other\"]",
            "mix.strategy=weights",
            "mix.weights={ cot = 1, other = 9 }",
            "mix.num-rows=100");
    StageRun run = StageRun.of(stage, examples, 2, folder);
    assertThat(run.rows().stream().filter(row -> row.position() < 60)).hasSize(10);
    assertThat(run.rows()).hasSize(100);
  }

  @Test
  void noRowsGiveNoRows() {
    StageRun run = StageRun.of(stage(), List.of(), 2, folder);
    assertThat(run.rows()).isEmpty();
    assertThat(run.rejects()).isEmpty();
  }

  @Test
  void aSourceWithoutAWeightStopsTheRun() {
    MixStage stage = stage("mix.strategy=weights", "mix.weights.a=1");
    List<Example> examples = rows(Map.of("a", 3, "b", 3));
    assertThatThrownBy(() -> StageRun.of(stage, examples, 2, folder))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("none for \"b\"");
  }

  private static List<Example> rows(Map<String, Integer> sizes) {
    List<Example> examples = new ArrayList<>();
    sizes.keySet().stream()
        .sorted()
        .forEach(
            source -> {
              for (int i = 0; i < sizes.getOrDefault(source, 0); i++) {
                examples.add(
                    StageRun.example(
                        examples.size(), "question " + i + " of " + source, source, Map.of()));
              }
            });
    return examples;
  }

  private static List<String> ids(List<Example> examples, String source) {
    return examples.stream().filter(e -> e.source().equals(source)).map(Example::id).toList();
  }

  private static long key(Example example) {
    return RandomStream.of(42, "mix", example.id()).nextLong();
  }

  private static MixStage stage(String... assignments) {
    Settings settings = StageRun.settings(assignments);
    Problems problems = new Problems();
    MixConfig config = MixConfig.read(settings, problems);
    problems.throwIfAny();
    return new MixStage(config, settings);
  }
}
