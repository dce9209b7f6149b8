package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.stage.Engine;
import io.gristmill.jobs.table.TextField;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.random.RandomStream;
import io.gristmill.similarity.cosine.FinderSettings;
import io.gristmill.similarity.cosine.NearDuplicateFinder;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.RemovalRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClusterStrategyTest {

  private static final StructType TEXTS =
      new StructType()
          .add(DedupSearch.ROW, LongType, false)
          .add(DedupSearch.TEXT, StringType, false)
          .add(DedupSearch.RANK, DoubleType, false);

  private static final String[] WORDS = {
    "river",
    "music",
    "planet",
    "winter",
    "garden",
    "engine",
    "letter",
    "history",
    "bridge",
    "coffee",
    "mountain",
    "school",
    "turtle",
    "market",
    "poem",
    "recipe",
    "강물",
    "음악",
    "겨울",
    "정원",
    "河流",
    "音乐",
    "café",
    "naïve",
    "🙂",
    "x",
    "42",
    "quick",
    "silver",
    "ancient"
  };

  /** A removed row: its match and their cosine. */
  private record Removed(long match, double cosine) {}

  @TempDir Path folder;
  private int runs;

  @ParameterizedTest
  @CsvSource({"GREEDY, 1000, 0.6", "EARLIEST_SIMILAR, 2500, 0.75", "COMPONENTS, 1500, 0.75"})
  void decidingOnTheFlyRemovesTheSameRowsWithTheSameMatches(
      RemovalRule rule, long partCharacters, double threshold) {
    List<Row> rows = irregularTexts(110, partCharacters);
    DedupConfig config = config(rule, partCharacters, threshold);
    DedupResult pairs = find(with(config, DedupConfig.Strategy.PAIRS, false), rows);
    DedupResult decision = find(with(config, DedupConfig.Strategy.ON_THE_FLY, false), rows);
    assertThat(pairs.facts()).containsEntry("strategy", "pairs");
    assertThat(decision.facts()).containsEntry("strategy", "on-the-fly");
    assertThat(number(decision, "parts")).isGreaterThan(2);
    assertThat(removals(decision)).isEqualTo(removals(pairs)).isEqualTo(byFinder(config, rows));
    assertThat(removals(decision)).hasSizeGreaterThan(12);
  }

  @ParameterizedTest
  @EnumSource(
      value = RemovalRule.class,
      names = {"GREEDY", "EARLIEST_SIMILAR"})
  void aDenseCorpusIsDecidedOnTheFlyByDefault(RemovalRule rule) {
    List<Row> rows = dense(1300);
    DedupConfig config = config(rule, 30_000, 0.6);
    DedupResult found = find(config, rows);
    assertThat(found.facts()).containsEntry("strategy", "on-the-fly").containsKey("rounds");
    assertThat(found.facts()).doesNotContainKey("similar-group-pairs");
    assertThat(number(found, "parts")).isGreaterThan(3);
    assertThat(removals(found)).isEqualTo(byFinder(config, rows));
  }

  @Test
  void aSparseCorpusIsDecidedFromPairs() {
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < 1300; k++) {
      rows.add(row(k, sentence(RandomStream.of(3, "sparse", "" + k), 9), 0));
    }
    DedupResult found = find(config(RemovalRule.GREEDY, 40_000, 0.75), rows);
    assertThat(found.facts()).containsEntry("strategy", "pairs").containsKey("similar-group-pairs");
  }

  @Test
  void componentsCollectPairsOnlyIfRequested() {
    List<Row> rows = irregularTexts(60, 1);
    DedupConfig config = config(RemovalRule.COMPONENTS, 2000, 0.75);
    DedupResult alone = find(config, rows);
    DedupResult asked = find(with(config, DedupConfig.Strategy.AUTO, true), rows);
    assertThat(alone.facts()).containsEntry("strategy", "on-the-fly");
    assertThat(alone.pairs()).isEmpty();
    assertThat(asked.facts()).containsEntry("strategy", "pairs");
    assertThat(asked.pairs().orElseThrow().count()).isPositive();
    assertThat(removals(alone)).isEqualTo(removals(asked));
  }

  @Test
  void countersDependOnTheTextsOnly() {
    List<Row> rows = dense(1100);
    DedupConfig config = config(RemovalRule.GREEDY, 30_000, 0.6);
    DedupResult found = find(config, rows);
    assertThat(number(found, "visits")).isPositive();
    assertThat(find(threads(config, 3), scattered(rows)).facts()).isEqualTo(found.facts());
  }

  @Test
  void anEmptyTextContainsNoWord() {
    for (DedupConfig.Strategy mode : DedupConfig.Strategy.values()) {
      for (RemovalRule rule : RemovalRule.values()) {
        DedupResult found = find(with(config(rule, 100, 0.75), mode, false), List.of());
        assertThat(removals(found)).isEmpty();
        assertThat(found.facts()).containsEntry("texts", 0);
      }
    }
  }

  @Test
  void aReportCountsSimilarTextsWithoutWritingThem() {
    List<Row> rows =
        List.of(row(1, "one and the same text", 0), row(2, "one and the same texts", 0));
    DedupResult found = engine(config(RemovalRule.GREEDY, 1000, 0.75)).find(table(rows), false);
    assertThat(found.facts()).containsEntry("similar-group-pairs", 1L);
    assertThat(found.removals().count()).isZero();
  }

  @Test
  void partsAreEvenRangesDespiteGapsBetweenKeys() {
    List<Row> weights = new ArrayList<>();
    for (int k = 0; k < 500; k++) {
      weights.add(RowFactory.create(k < 250 ? k : (1L << 40) + 3L * k, 10L));
    }
    StructType schema = new StructType().add("key", LongType, false).add("weight", LongType, false);
    PartPlan plan = PartPlan.of(LocalSpark.session().createDataFrame(weights, schema), 1000);
    Map<Integer, Integer> sizes = new TreeMap<>();
    weights.forEach(row -> sizes.merge(plan.partOf(row.getLong(0)), 1, Integer::sum));
    assertThat(sizes.keySet()).hasSize(plan.size());
    assertThat(sizes.values()).allMatch(size -> size <= 100);
    assertThat(plan.size()).isBetween(5, 6);
  }

  private DedupResult find(DedupConfig config, List<Row> rows) {
    return engine(config).find(table(rows), true);
  }

  private ClusterDedup engine(DedupConfig config) {
    String scratch = folder.resolve("run-" + runs++).toString();
    return new ClusterDedup(config, LocalSpark.context(scratch, 0), null);
  }

  private static Dataset<Row> table(List<Row> rows) {
    return LocalSpark.session().createDataFrame(rows, TEXTS);
  }

  private static List<Row> scattered(List<Row> rows) {
    List<Row> scattered = new ArrayList<>();
    for (int k = 0; k < rows.size(); k++) {
      scattered.add(rows.get((int) (k * 7919L % rows.size())));
    }
    assertThat(scattered).hasSameElementsAs(rows);
    return scattered;
  }

  private static long number(DedupResult findings, String fact) {
    return Long.parseLong(String.valueOf(findings.facts().get(fact)));
  }

  private static Map<Long, Removed> removals(DedupResult findings) {
    Map<Long, Removed> removed = new TreeMap<>();
    for (Row row : findings.removals().collectAsList()) {
      assertThat(removed.put(row.getLong(0), new Removed(row.getLong(1), row.getDouble(2))))
          .isNull();
    }
    return removed;
  }

  /** Returns the removals found in this JVM. */
  private static Map<Long, Removed> byFinder(DedupConfig config, List<Row> rows) {
    long[] positions = rows.stream().mapToLong(row -> row.getLong(0)).toArray();
    Map<Long, Removed> removed = new TreeMap<>();
    new NearDuplicateFinder(FinderSettings.of(config.threshold(), config.keep()))
        .find(
            positions,
            rows.stream().map(row -> row.getString(1)).toArray(String[]::new),
            rows.stream().mapToDouble(row -> row.getDouble(2)).toArray(),
            null)
        .removals()
        .forEach(
            removal ->
                removed.put(
                    positions[removal.row()],
                    new Removed(positions[removal.match()], removal.cosine())));
    return removed;
  }

  private static DedupConfig config(RemovalRule rule, long partCharacters, double threshold) {
    return new DedupConfig(
        threshold,
        NgramRange.DEFAULT,
        Map.of(TextField.INSTRUCTION, FieldMode.REMOVE),
        rule,
        DedupConfig.BY_SCORE,
        false,
        1_000_000,
        DedupConfig.Strategy.AUTO,
        Engine.CLUSTER,
        1,
        partCharacters,
        0);
  }

  private static DedupConfig with(DedupConfig base, DedupConfig.Strategy mode, boolean pairs) {
    return new DedupConfig(
        base.threshold(),
        base.ngramRange(),
        base.fields(),
        base.keep(),
        base.rankBy(),
        pairs,
        base.maxPairs(),
        mode,
        base.engine(),
        base.localMaxChars(),
        base.partitionChars(),
        base.threads());
  }

  private static DedupConfig threads(DedupConfig base, int threads) {
    return new DedupConfig(
        base.threshold(),
        base.ngramRange(),
        base.fields(),
        base.keep(),
        base.rankBy(),
        base.writePairs(),
        base.maxPairs(),
        base.strategy(),
        base.engine(),
        base.localMaxChars(),
        base.partitionChars(),
        threads);
  }

  private static Row row(long position, String text, double best) {
    return RowFactory.create(position, text, best);
  }

  /**
   * Copies, near copies, texts of one code point, texts that normalize to nothing, and long texts.
   */
  private static List<Row> irregularTexts(int count, long seed) {
    RandomStream random = RandomStream.of(seed, "ugly", "corpus");
    List<String> texts = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      String old = texts.isEmpty() ? "one" : texts.get(random.nextInt(texts.size()));
      texts.add(
          switch (random.nextInt(9)) {
            case 0 -> old;
            case 1 -> old.toUpperCase(java.util.Locale.ROOT) + "!";
            case 2, 3 -> old + " " + WORDS[random.nextInt(WORDS.length)];
            case 4 -> sentence(random, 1);
            case 5 -> List.of("a", "A", "a!", "🙂", "?!", "강", " ").get(random.nextInt(7));
            case 6 -> sentence(random, 60 + random.nextInt(200));
            default -> sentence(random, 3 + random.nextInt(10));
          });
    }
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      long position = k % 3 == 0 ? 5L * k : (1L << 33) + 11L * k;
      rows.add(row(position, texts.get(k), random.nextInt(4)));
    }
    return rows;
  }

  /**
   * Long texts over few words, most of them similar to many others, and some texts of other words.
   */
  private static List<Row> dense(int count) {
    RandomStream random = RandomStream.of(5, "dense", "corpus");
    List<Row> rows = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      StringBuilder text = new StringBuilder();
      for (int words = 8 + random.nextInt(30); words > 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      }
      rows.add(row(k, k % 3 == 0 ? sentence(random, 12) : text.toString(), 0));
    }
    return rows;
  }

  private static String sentence(RandomStream random, int words) {
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < words; k++) {
      text.append(k == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
      for (int more = random.nextInt(4); more > 0; more--) {
        text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }
}
