package io.gristmill.jobs.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.novelty.NoveltyConfig;
import io.gristmill.jobs.novelty.NoveltyStage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.TableSource;
import io.gristmill.jobs.testing.Corpus;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.manifest.InputRecord;
import io.gristmill.record.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RougeNoveltyTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"local, 1", "local, 7", "cluster, 1", "cluster, 7"})
  void itGivesTheResultOfTheJob(String engine, int partitions) {
    List<Example> examples = Corpus.planted(partitions);
    StageRun job = job(examples, List.of(), "novelty.threshold=0.5");
    RougeNovelty stage =
        new RougeNovelty()
            .setThreshold(0.5)
            .setEngine(engine)
            .setPartitionChars(800)
            .setIdCol("position")
            .setAction("mark");
    Dataset<Row> rows = Tables.examples(Corpus.shuffled(examples, 3), partitions);
    Dataset<Row> marked = stage.transform(rows);
    Map<Object, String> expected = MlFixture.rejected(job, "(?s).*like position (\\d+)");
    assertThat(expected).hasSizeGreaterThan(30);
    assertThat(MlFixture.marked(marked, "position", "similar_to", "rouge_l")).isEqualTo(expected);
    assertThat(Tables.read(marked.filter("similar_to is null"))).isEqualTo(job.rows());
    assertThat(Tables.lines(marked.drop("similar_to", "rouge_l"))).isEqualTo(Tables.lines(rows));
  }

  private StageRun job(List<Example> examples, List<Example> pool, String... settings) {
    Settings all = StageRun.settings(settings);
    NoveltyConfig config = NoveltyConfig.read(all, new Problems());
    Optional<TableSource> pools = pool.isEmpty() ? Optional.empty() : Optional.of(new Pool(pool));
    return StageRun.of(new NoveltyStage(config, pools, all), examples, 2, folder);
  }

  private record Pool(List<Example> examples) implements TableSource {
    @Override
    public String fingerprint() {
      return "";
    }

    @Override
    public List<InputRecord> files() {
      return List.of();
    }

    @Override
    public Dataset<Row> read(StageContext context) {
      return Tables.examples(examples, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"local, parquet", "cluster, json", "local, view"})
  void aPoolCountsAsInTheJob(String engine, String format) {
    List<Example> pool = Corpus.random(8, 40).stream().filter(e -> e.position() % 3 > 0).toList();
    List<Example> examples = Corpus.random(9, 60);
    StageRun job = job(examples, pool, "novelty.threshold=0.4");
    RougeNovelty stage =
        new RougeNovelty().setThreshold(0.4).setEngine(engine).setPartitionChars(400);
    if (format.equals("view")) {
      Tables.examples(pool, 3).createOrReplaceTempView("pool_of_seeds");
      stage.setPoolTable("pool_of_seeds");
    } else {
      String path = folder.resolve("pool").toString();
      Tables.examples(pool, 3).write().format(format).save(path);
      stage.setPoolPath(path).setPoolFormat(format);
    }
    Dataset<Row> rows = Tables.examples(examples, 4);
    assertThat(job.rejects().toString()).contains("like a pool entry").contains("like position");
    assertThat(Tables.read(stage.transform(rows))).isEqualTo(job.rows());
    Map<Object, String> expected = new TreeMap<>();
    job.rejects()
        .forEach(
            row ->
                expected.put(
                    row.getAs("position"), row.getAs("witness_id") + "|" + row.getAs("score")));
    assertThat(
            MlFixture.marked(
                stage.setAction("mark").transform(rows), "position", "similar_to", "rouge_l"))
        .isEqualTo(expected);
  }

  @Test
  void aPoolWithoutIdsRemovesRowsWithoutAMatchId() {
    MlFixture.texts("Grind the grain.", "Bake the bread.")
        .selectExpr("null as one", "text as other")
        .selectExpr("cast(one as string) one", "other")
        .createOrReplaceTempView("seeds");
    Dataset<Row> rows = MlFixture.texts("Bake a bread!", "grind the grain", "물레방아", "grind the");
    RougeNovelty stage =
        stage().setPoolTable("seeds").setPoolCols("one", "other").setThreshold(0.6);
    Dataset<Row> marked = stage.setAction("mark").transform(rows);
    assertThat(MlFixture.marked(marked, "line", "rouge_l").keySet()).containsExactly(0, 1, 3);
    assertThat(MlFixture.marked(marked, "line", "similar_to")).isEmpty();
    assertThat(MlFixture.lines(stage.setAction("remove").transform(rows))).containsExactly(2);
  }

  private static RougeNovelty stage() {
    return new RougeNovelty("novelty").setInputCols("text").setOrderCol("line").setIdCol("line");
  }

  @Test
  void savedAndLoadedItTransformsAsBefore() throws Exception {
    RougeNovelty stage = stage().setThreshold(0.3).setWordSplitting("ascii").setAction("mark");
    String path = folder.resolve("novelty").toString();
    stage.save(path);
    RougeNovelty loaded = RougeNovelty.load(path);
    assertThat(MlFixture.params(loaded)).isEqualTo(MlFixture.params(stage));
    Dataset<Row> rows = MlFixture.texts("한글 the mill", "글 the mill", "rye", "the rye", "한글");
    List<String> before = Tables.lines(stage.transform(rows));
    assertThat(before.toString()).contains("similar_to=0");
    assertThat(Tables.lines(loaded.transform(rows))).isEqualTo(before);
  }

  @Test
  void nullEmptyAndTokenlessTextsAreKeptAndAnEmptyTableIsAccepted() {
    Dataset<Row> rows = MlFixture.texts(null, null, "", "", "?!", "?!", "mill", "mill");
    assertThat(MlFixture.lines(stage().transform(rows))).containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(stage().setPoolTable("").transform(MlFixture.texts()).count()).isZero();
  }

  @Test
  void thePoolIsCheckedBeforeAnythingRuns() {
    Dataset<Row> rows = MlFixture.texts("mill");
    rows.withColumnRenamed("text", "txt").createOrReplaceTempView("other_columns");
    assertThatThrownBy(() -> stage().setPoolTable("other_columns").transform(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "novelty: column \"text\" (param inputCols) must be a string column, was absent;"
                + " columns are line int, txt string in the pool");
    assertThatThrownBy(
            () -> stage().setPoolTable("other_columns").setPoolCols("line").transform(rows))
        .hasMessage(
            "novelty: column \"line\" (param poolCols) must be a string column, was int in the"
                + " pool");
    rows.withColumn("line", functions.lit("a")).createOrReplaceTempView("other_ids");
    assertThatThrownBy(() -> stage().setAction("mark").setPoolTable("other_ids").transform(rows))
        .hasMessage(
            "novelty: column \"line\" (param idCol) must be a int column, was string in the pool");
    assertThatThrownBy(
            () -> stage().setPoolTable("seeds").setPoolPath("x").transformSchema(rows.schema()))
        .hasMessage(
            "novelty: poolPath and poolTable must not both be set, was \"x\" and \"seeds\"");
    assertThatThrownBy(() -> stage().setInputCols("line").transformSchema(rows.schema()))
        .hasMessage("novelty: column \"line\" (param inputCols) must be a string column, was int");
  }

  @Test
  void dataThatDoesNotFitATaskStopsTheJobWithTheRemedy() {
    Dataset<Row> rows = MlFixture.texts("the mill", "the mill a", "the mill b", "the mill c");
    assertThatThrownBy(() -> stage().setThreshold(0.1).setMaxPairsPerTask(2).transform(rows))
        .hasStackTraceContaining("more than 2 similar pairs in one task");
    assertThat(LocalSpark.session().sparkContext().isStopped()).isFalse();
  }
}
