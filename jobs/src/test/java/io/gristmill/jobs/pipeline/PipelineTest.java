package io.gristmill.jobs.pipeline;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.jobs.dedup.DedupConfig;
import io.gristmill.jobs.dedup.DedupStage;
import io.gristmill.jobs.export.ExportConfig;
import io.gristmill.jobs.export.ExportStage;
import io.gristmill.jobs.filter.FilterStage;
import io.gristmill.jobs.ingest.IngestConfig;
import io.gristmill.jobs.ingest.IngestStage;
import io.gristmill.jobs.novelty.NoveltyConfig;
import io.gristmill.jobs.novelty.NoveltyStage;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.TableFormat;
import io.gristmill.jobs.testing.Corpus;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import io.gristmill.quality.FilterConfig;
import io.gristmill.record.Example;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PipelineTest {

  private static final String[] CLUSTER = {
    "dedup.engine=cluster",
    "dedup.partition-chars=1600",
    "novelty.engine=cluster",
    "novelty.partition-chars=1600"
  };

  @TempDir Path folder;
  private Path output;

  @BeforeEach
  void place() {
    output = folder.resolve("out");
  }

  @Test
  void publishedBytesDependOnTheRowsOnly() {
    List<Example> examples = Corpus.planted(51);
    Map<String, String> expected =
        published(curate("one", examples, 1).on(true, 2), "rows", "rejects", "pairs", "export");
    assertThat(expected)
        .containsKeys(
            "rows/part-00000.parquet",
            "rejects/part-00000.parquet",
            "pairs/part-00000.parquet",
            "export/alpaca/part-00000.jsonl",
            "export/README.md");
    List<Example> shuffled = Corpus.shuffled(examples, 1);
    assertThat(
            published(
                curate("two", shuffled, 2).on(false, 1), "rows", "rejects", "pairs", "export"))
        .isEqualTo(expected);
    // With other settings the card has another fingerprint.
    expected.keySet().removeIf(name -> name.startsWith("export"));
    assertThat(
            published(
                curate("seven", shuffled, 7, CLUSTER).on(false, 3), "rows", "rejects", "pairs"))
        .isEqualTo(expected);
  }

  @Test
  void theLastStageWritesTheSameBytesAsPublishingItsRows() throws java.io.IOException {
    List<Example> examples = Corpus.planted(59);
    Settings settings = settings("dedup.write-pairs=true");
    Stage dedup = new DedupStage(DedupConfig.read(settings, new Problems()), settings);
    TestStage source = TestStage.source(examples, 3);
    TestRun whole =
        TestRun.of(folder.resolve("whole"), source, dedup).as(TableFormat.PARQUET).withPairs();
    TestRun withMore =
        TestRun.of(folder.resolve("more"), source, dedup, new TestStage("export", "", rows -> rows))
            .as(TableFormat.PARQUET)
            .withPairs();
    assertThat(published(whole, "rows", "rejects", "pairs"))
        .isEqualTo(published(withMore, "rows", "rejects", "pairs"))
        .hasSize(3);
    assertThat(laidOut(whole.output()))
        .containsExactly("pairs-laid-out", "rejects-laid-out", "rows-laid-out");
    assertThat(laidOut(withMore.output())).isEmpty();
  }

  @Test
  void theBytesDoNotDependOnTheSlicesOfTheInput() {
    Path sample = Path.of(System.getProperty("gristmill.root", ".."), "conf", "sample");
    Map<String, String> expected = Map.of();
    for (String bytes : List.of("67108864", "10000", "1500")) {
      Settings settings = settings("ingest.max-partition-bytes=" + bytes);
      IngestConfig config = IngestConfig.read(settings.reader("ingest", new Problems()));
      Stage ingest =
          IngestStage.of(
              List.of(sample.resolve("instructions.jsonl").toString(), sample + "/more.json"),
              config,
              new Configuration());
      Map<String, String> found =
          published(TestRun.of(folder.resolve(bytes), ingest, filter(settings)), "rows", "rejects");
      expected = expected.isEmpty() ? found : expected;
      assertThat(found).isEqualTo(expected).hasSize(2);
    }
  }

  @Test
  void rejectsOfAllStagesAreOrderedByPosition() {
    Run.Result done = curate("out", Corpus.planted(52), 3).as(TableFormat.JSONL).execute();
    List<Map<?, ?>> rejects =
        FileBytes.lines(output.resolve("rejects")).stream()
            .<Map<?, ?>>map(line -> JsonDocument.read(line, Map.class))
            .toList();
    List<Long> positions =
        rejects.stream().map(reject -> ((Number) value(reject, "position")).longValue()).toList();
    assertThat(positions).isSorted().doesNotHaveDuplicates();
    assertThat(rejects.stream().map(reject -> value(reject, "stage")).distinct())
        .contains("filter", "novelty", "dedup");
    RunRecord.Counts counts = done.record().counts();
    assertThat(rejects).hasSize((int) counts.dropped());
    assertThat(counts.read()).isEqualTo(counts.kept() + counts.dropped());
    assertThat(FileBytes.lines(output.resolve("rows"))).hasSize((int) counts.kept());
  }

  @Test
  void finishedStagesAreSkipped() {
    List<Example> examples = Corpus.planted(53);
    TestStage source = TestStage.source(examples, 2);
    TestStage first = TestStage.pass("filter", "1");
    TestRun.of(output, source, first).execute();
    Map<String, String> before = FileBytes.hashes(output);
    Run.Result again = TestRun.of(output, source, first).execute();
    assertThat(again.unchanged()).isTrue();
    assertThat(FileBytes.hashes(output)).isEqualTo(before);
    assertThat(source.runs()).isEqualTo(1);
  }

  @Test
  void aChangedSettingRerunsItsStageAndAllLaterOnes() {
    TestStage source = TestStage.source(Corpus.planted(54), 2);
    TestStage first = TestStage.pass("filter", "1");
    TestStage second = TestStage.pass("dedup", "1");
    TestRun.of(output, source, first, second).execute();
    TestStage changed = TestStage.pass("dedup", "2");
    TestRun.of(output, source, first, changed).overwriting().execute();
    assertThat(List.of(source.runs(), first.runs(), changed.runs())).containsExactly(1, 1, 1);
    TestStage earlier = TestStage.pass("filter", "2");
    TestRun.of(output, source, earlier, second).overwriting().execute();
    assertThat(List.of(source.runs(), earlier.runs(), second.runs())).containsExactly(1, 1, 2);
  }

  @Test
  void aFailedRunLeavesNothingVisibleAndResumesWhereItStopped() {
    List<Example> examples = Corpus.planted(55);
    TestStage source = TestStage.source(examples, 3);
    TestStage first = TestStage.pass("filter", "1");
    TestStage broken = new TestStage("dedup", "1", PipelineTest::failingHalfWay);
    assertThatThrownBy(() -> TestRun.of(output, source, first, broken).execute())
        .hasStackTraceContaining("the mill stands still");
    assertThat(names(output)).containsExactly("run.json", "stages");
    assertThat(record().outcome()).isEqualTo(RunRecord.FAILED);
    assertThat(record().stages()).hasSize(2);
    TestStage fixed = TestStage.pass("dedup", "1");
    TestRun.of(output, source, first, fixed).execute();
    assertThat(List.of(source.runs(), first.runs(), fixed.runs())).containsExactly(1, 1, 1);
    assertThat(record().outcome()).isEqualTo(RunRecord.DONE);
    assertThat(FileBytes.lines(output.resolve("rows"))).hasSize(examples.size());
    assertThat(names(output)).containsExactly("rejects", "rows", "run.json", "stages");
  }

  @Test
  void aStageThatLosesARowFailsTheRun() {
    TestStage source = TestStage.source(Corpus.planted(56), 2);
    TestStage losing = new TestStage("filter", "1", rows -> rows.filter("position > 0"));
    assertThatThrownBy(() -> TestRun.of(output, source, losing).execute())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("filter: 67 rows in, but 66 kept and 0 dropped");
    assertThat(names(output)).doesNotContain("rows", "rejects");
  }

  @Test
  void anotherResultIsReplacedOnlyOnRequest() {
    List<Example> few = Corpus.random(57, 5);
    List<Example> more = Corpus.random(58, 9);
    TestRun.of(output, TestStage.source(few, 1)).withPairs().execute();
    assertThat(names(output)).contains("pairs");
    TestRun other =
        TestRun.of(output, TestStage.source(more, 1), TestStage.pass("filter", "other"));
    assertThatThrownBy(other::execute)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("--overwrite");
    assertThat(FileBytes.lines(output.resolve("rows"))).hasSize(5);
    // The source's fingerprint does not tell the inputs apart, the kept stage is taken.
    other.overwriting().execute();
    assertThat(FileBytes.lines(output.resolve("rows"))).hasSize(5);
    assertThat(names(output)).doesNotContain("pairs");
    assertThat(record().stages()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(TableFormat.class)
  void noRowsGiveEmptyTables(TableFormat format) {
    Run.Result done = curate("out", List.of(), 1).as(format).execute();
    assertThat(done.record().counts()).isEqualTo(new RunRecord.Counts(0, 0, 0, Map.of()));
    for (String table : List.of("rows", "rejects", "pairs")) {
      assertThat(names(output.resolve(table))).containsExactly("part-00000." + format.ending());
    }
    Dataset<Row> rows =
        LocalSpark.session()
            .read()
            .schema(ExamplesTable.SCHEMA)
            .format(format.sparkName())
            .load(output.resolve("rows").toString());
    assertThat(rows.count()).isZero();
  }

  @Test
  void aFileHoldsItsRangeOfPositionsInOrder() {
    TestStage source =
        new TestStage(
            "ingest",
            "",
            none ->
                many(250_001)
                    .union(many(3).withColumn("position", expr("position + 10000000")))
                    .repartition(5));
    TestRun.of(output, source).on(true, 2).execute();
    Path rows = output.resolve("rows");
    assertThat(names(rows))
        .containsExactly("part-00000.jsonl", "part-00001.jsonl", "part-00040.jsonl");
    List<String> first = FileBytes.read(rows.resolve("part-00000.jsonl")).lines().toList();
    assertThat(first).hasSize(250_000);
    assertThat(first.get(0)).startsWith("{\"id\":\"0\",\"position\":0,");
    assertThat(first.get(249_999)).startsWith("{\"id\":\"249999\",\"position\":249999,");
    assertThat(first.stream().map(PipelineTest::position).toList()).isSorted();
    assertThat(FileBytes.read(rows.resolve("part-00001.jsonl")).lines()).hasSize(1);
    assertThat(FileBytes.read(rows.resolve("part-00040.jsonl")).lines()).hasSize(3);
  }

  /** The whole pipeline with this output folder. */
  private TestRun curate(String name, List<Example> examples, int partitions, String... more) {
    Settings settings =
        settings(
            Stream.concat(
                    Stream.of("dedup.write-pairs=true", "dedup.fields.output=remove"),
                    Stream.of(more))
                .toArray(String[]::new));
    Problems problems = new Problems();
    List<Stage> stages = new ArrayList<>();
    stages.add(TestStage.source(examples, partitions));
    stages.add(filter(settings));
    stages.add(
        new NoveltyStage(NoveltyConfig.read(settings, problems), Optional.empty(), settings));
    stages.add(new DedupStage(DedupConfig.read(settings, problems), settings));
    stages.add(
        new ExportStage(
            ExportConfig.read(settings, problems), List.of(), Optional.empty(), settings));
    problems.throwIfAny();
    return TestRun.of(folder.resolve(name), stages.toArray(Stage[]::new))
        .as(TableFormat.PARQUET)
        .withPairs();
  }

  private static Stage filter(Settings settings) {
    return new FilterStage(FilterConfig.read(settings, new Problems()), settings);
  }

  private static Settings settings(String... assignments) {
    Problems problems = new Problems();
    Settings settings = Settings.load(null, List.of(assignments), problems);
    problems.throwIfAny();
    return settings;
  }

  /** The markers of tables that are sorted for publishing. */
  private static List<String> laidOut(Path output) throws java.io.IOException {
    try (Stream<Path> files = Files.walk(output.resolve("stages"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("-laid-out"))
          .sorted()
          .toList();
    }
  }

  /** Runs and returns the hashes of all files of the named folders. */
  private static Map<String, String> published(TestRun run, String... tables) {
    run.execute();
    Map<String, String> all = new java.util.TreeMap<>();
    for (String table : tables) {
      FileBytes.hashes(run.output().resolve(table))
          .forEach((name, hash) -> all.put(table + "/" + name, hash));
    }
    return all;
  }

  /** Fails while rows are written, not before. */
  private static Dataset<Row> failingHalfWay(Dataset<Row> rows) {
    FilterFunction<Row> fail =
        row -> {
          if (row.<Long>getAs("position") > 60) {
            throw new IllegalStateException("the mill stands still");
          }
          return true;
        };
    return rows.filter(fail);
  }

  private static Dataset<Row> many(long rows) {
    return LocalSpark.session()
        .range(rows)
        .selectExpr(
            "string(id) as id",
            "id as position",
            "'' as instruction",
            "'' as input",
            "'' as output",
            "'' as source",
            "'' as recipe",
            "cast(array() as array<string>) as parents",
            "cast(map() as map<string,string>) as metadata",
            "cast(null as double) as score");
  }

  private static long position(String line) {
    int start = line.indexOf("\"position\":") + "\"position\":".length();
    return Long.parseLong(line.substring(start, line.indexOf(',', start)));
  }

  private static Object value(Map<?, ?> row, String key) {
    return java.util.Objects.requireNonNull(row.get(key));
  }

  private RunRecord record() {
    return JsonDocument.read(FileBytes.read(output.resolve("run.json")), RunRecord.class);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
