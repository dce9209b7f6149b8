package io.gristmill.jobs.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.SimilarPairs;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.PairsTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.random.RandomStream;
import io.gristmill.record.Example;
import io.gristmill.similarity.cosine.FinderSettings;
import io.gristmill.similarity.cosine.NearDuplicateFinder;
import io.gristmill.similarity.cosine.RemovalRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitStageTest {

  private static final String[] WORDS = {
    "river", "engine", "poem", "번역", "numéro", "matrix", "garden", "税金", "planet", "violin",
    "harbour", "silk", "lantern", "cipher", "orchard", "glacier"
  };

  @TempDir Path folder;

  @Test
  void theSplitOfARowDoesNotDependOnPartitions() {
    List<Example> examples = groups(150, 3, 0);
    SplitStage stage = stage();
    StageRun one = StageRun.of(stage, examples, 1, folder);
    assertThat(one.rejects()).isNotEmpty();
    for (int partitions : new int[] {2, 7, 64}) {
      StageRun many = StageRun.of(stage, examples, partitions, folder);
      assertThat(many.rows()).isEqualTo(one.rows());
      assertThat(many.rejects()).isEqualTo(one.rejects());
    }
  }

  @Test
  void sizesAreCloseToTheirRatios() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      examples.add(StageRun.example(i, "row " + i, "", Map.of()));
    }
    Map<String, Long> sizes =
        StageRun.of(stage("split.leakage=ignore"), examples, 4, folder).sizes("split");
    // Four standard deviations of a binomial count.
    assertThat(sizes.get("train")).isBetween(3310L, 3490L);
    assertThat(sizes.get("validation")).isBetween(145L, 255L);
    assertThat(sizes.get("test")).isBetween(324L, 476L);
  }

  @Test
  void noSimilarRowsAreInDifferentSplits() {
    List<Example> examples = groups(150, 3, 0);
    StageRun run = StageRun.of(stage(), examples, 4, folder);
    Map<Long, String> splits = splits(run);
    assertThat(pairs(examples)).isNotEmpty();
    for (long[] pair : pairs(examples)) {
      String left = splits.get(pair[0]);
      String right = splits.get(pair[1]);
      assertThat(left == null || right == null || left.equals(right)).isTrue();
    }
  }

  @Test
  void aRowIsDroppedOnlyForASimilarKeptRowOfAMoreImportantSplit() {
    List<Example> examples = groups(150, 3, 0);
    StageRun run = StageRun.of(stage(), examples, 4, folder);
    Map<Long, String> splits = splits(run);
    Map<String, Long> positions =
        run.rows().stream().collect(Collectors.toMap(Example::id, Example::position));
    Set<String> similar =
        pairs(examples).stream().map(p -> p[0] + "-" + p[1]).collect(Collectors.toSet());
    assertThat(run.rows().size() + run.rejects().size()).isEqualTo(examples.size());
    for (Row reject : run.rejects()) {
      long own = reject.<Long>getAs("position");
      long match = positions.getOrDefault(reject.<String>getAs(RejectsTable.WITNESS_ID), -1L);
      assertThat(match).as("position of the match of %s, which is kept", own).isNotNegative();
      assertThat(similar).contains(Math.min(own, match) + "-" + Math.max(own, match));
      assertThat(splits.get(match)).isNotEqualTo("train");
      assertThat(reject.<String>getAs(RejectsTable.RULE)).isEqualTo("straddles-split");
      assertThat(reject.<Double>getAs("score")).isGreaterThan(0.75);
      assertThat(reject.<String>getAs(RejectsTable.DETAIL))
          .endsWith(" is the similar position " + match);
    }
  }

  @Test
  void aRowNeverChangesItsSplitWhenRowsAreAdded() {
    List<Example> few = groups(80, 2, 1000);
    List<Example> more = new ArrayList<>(groups(80, 4, 0));
    few.forEach(more::add);
    Map<String, String> before = byId(StageRun.of(stage(), few, 2, folder));
    Map<String, String> after = byId(StageRun.of(stage(), more, 5, folder));
    Map<String, String> common = new HashMap<>(before);
    common.keySet().retainAll(after.keySet());
    assertThat(common).hasSizeGreaterThan(60);
    assertThat(after).containsAllEntriesOf(common);
  }

  @Test
  void groupLosesNoRowAndAssignsConnectedRowsToTheSplitOfTheEarliest() {
    List<Example> examples = groups(150, 3, 0);
    StageRun run = StageRun.of(stage("split.leakage=group"), examples, 4, folder);
    assertThat(run.rejects()).isEmpty();
    assertThat(run.rows()).hasSameSizeAs(examples);
    Map<Long, String> splits = splits(run);
    for (long[] pair : pairs(examples)) {
      assertThat(splits.get(pair[0])).isEqualTo(splits.get(pair[1]));
    }
    assertThat(run.sizes("split")).containsOnlyKeys("train", "validation", "test");
  }

  @Test
  void metadataOfARowIsKeptAndAnOldSplitIsReplaced() {
    List<Example> examples =
        List.of(StageRun.example(0, "one", "", Map.of("split", "dev", "zebra", "1", "a", "2")));
    StageRun run =
        StageRun.of(stage("split.ratios={train=1, validation=0, test=0}"), examples, 1, folder);
    assertThat(run.rows().get(0).metadata())
        .isEqualTo(Map.of("split", "train", "zebra", "1", "a", "2"));
  }

  @Test
  void ratiosThatDoNotAddUpAreReported() {
    Problems problems = new Problems();
    SplitConfig.read(StageRun.settings("split.ratios.test=0.2"), problems);
    assertThat(problems.messages())
        .containsExactly("split.ratios must add up to 1, was train=0.85 validation=0.05 test=0.2");
  }

  /** Texts of a few words; those of a group differ in a few letters. */
  private static List<Example> groups(int groups, int size, long firstPosition) {
    List<Example> examples = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      RandomStream words = RandomStream.of(5, "text", "group" + group);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        text.append(WORDS[words.nextInt(WORDS.length)]).append(words.nextInt(1000)).append(' ');
      }
      for (int member = 0; member < size; member++) {
        examples.add(
            StageRun.example(
                firstPosition + examples.size(),
                text + "v" + (firstPosition + member),
                "",
                Map.of()));
      }
    }
    return examples;
  }

  private static List<long[]> pairs(List<Example> examples) {
    List<Example> sorted =
        examples.stream().sorted(Comparator.comparingLong(Example::position)).toList();
    List<long[]> pairs = new ArrayList<>();
    new NearDuplicateFinder(FinderSettings.of(0.75, RemovalRule.GREEDY))
        .find(
            sorted.stream().mapToLong(Example::position).toArray(),
            sorted.stream().map(Example::instruction).toArray(String[]::new),
            null,
            (left, right, cosine) ->
                pairs.add(
                    new long[] {
                      sorted.get(left).position(),
                      sorted.get(right).position(),
                      Double.doubleToLongBits(cosine)
                    }));
    return pairs;
  }

  private static Map<Long, String> splits(StageRun run) {
    return run.rows().stream()
        .collect(
            Collectors.toMap(Example::position, row -> row.metadata().getOrDefault("split", "")));
  }

  private static Map<String, String> byId(StageRun run) {
    return run.rows().stream()
        .collect(Collectors.toMap(Example::id, row -> row.metadata().getOrDefault("split", "")));
  }

  private static SplitStage stage(String... assignments) {
    Settings settings = StageRun.settings(assignments);
    Problems problems = new Problems();
    SplitConfig config = SplitConfig.read(settings, problems);
    problems.throwIfAny();
    return new SplitStage(config, new BruteForce(), settings);
  }

  /** Finds pairs in this JVM. */
  private record BruteForce() implements SimilarPairs {

    @Override
    public String fingerprint() {
      return "";
    }

    @Override
    public Dataset<Row> find(StageContext context, Dataset<Row> examples) {
      List<Example> rows = examples.collectAsList().stream().map(ExamplesTable::read).toList();
      Map<Long, String> ids =
          rows.stream().collect(Collectors.toMap(Example::position, Example::id));
      List<Row> found =
          pairs(rows).stream()
              .map(
                  pair ->
                      RowFactory.create(
                          ids.get(pair[0]),
                          ids.get(pair[1]),
                          pair[0],
                          pair[1],
                          "instruction",
                          Double.longBitsToDouble(pair[2])))
              .toList();
      return context.spark().createDataFrame(found, PairsTable.SCHEMA);
    }
  }
}
