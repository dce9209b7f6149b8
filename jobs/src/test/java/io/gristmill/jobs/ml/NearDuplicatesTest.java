package io.gristmill.jobs.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.dedup.DedupConfig;
import io.gristmill.jobs.dedup.DedupStage;
import io.gristmill.jobs.testing.Corpus;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.record.Example;
import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.GramCounts;
import io.gristmill.similarity.cosine.GramDocumentFrequencies;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.NgramVocabulary;
import io.gristmill.similarity.cosine.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.feature.HashingTF;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearDuplicatesTest {

  private static final String IN_FAVOUR = "(?s).*in favour of position (\\d+)";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "greedy, local, 1",
    "earliest-similar, cluster, 7",
    "components, local, 7",
    "components, cluster, 1"
  })
  void aModelFittedOnItsInputGivesTheResultOfTheJob(String keep, String engine, int partitions) {
    List<Example> examples = Corpus.planted(partitions);
    StageRun job =
        job(examples, "dedup.keep=" + keep, "dedup.rank-by=score", "dedup.threshold=0.7");
    NearDuplicates stage =
        new NearDuplicates()
            .setThreshold(0.7)
            .setKeep(keep)
            .setEngine(engine)
            .setPartitionChars(800)
            .setRankByCol(keep.equals("components") ? "score" : "")
            .setIdCol("position")
            .setAction("mark");
    Dataset<Row> rows = Tables.examples(Corpus.shuffled(examples, 5), partitions);
    NearDuplicatesModel model = stage.fit(rows);
    Dataset<Row> marked = model.transform(rows);
    Map<Object, String> expected = MlFixture.rejected(job, IN_FAVOUR);
    assertThat(expected).hasSizeGreaterThan(30);
    assertThat(MlFixture.marked(marked, "position", "duplicate_of", "similarity"))
        .isEqualTo(expected);
    assertThat(Tables.read(marked.filter("duplicate_of is null"))).isEqualTo(job.rows());
    assertThat(Tables.lines(marked.drop("duplicate_of", "similarity")))
        .isEqualTo(Tables.lines(rows));
  }

  private StageRun job(List<Example> examples, String... settings) {
    Settings all = StageRun.settings(settings);
    DedupConfig config = DedupConfig.read(all, new Problems());
    return StageRun.of(new DedupStage(config, all), examples, 2, folder);
  }

  @Test
  void severalColumnsAreComparedLikeTheFieldOfTheJob() {
    List<Example> examples = Corpus.planted(9);
    StageRun job =
        job(
            examples,
            "dedup.fields.instruction=off",
            "dedup.fields.instruction-input-output=remove",
            "dedup.ngram-range=[2, 3]");
    Dataset<Row> rows = Tables.examples(examples, 3);
    Dataset<Row> left =
        new NearDuplicates()
            .setInputCols("instruction", "input", "output")
            .setNgramRange(2, 3)
            .fit(rows)
            .transform(rows);
    assertThat(job.rejects()).isNotEmpty();
    assertThat(Tables.read(left)).isEqualTo(job.rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "cluster"})
  void theIdfIsThatOfTheFittedTextsAndUnseenNgramsHaveFrequencyZero(String engine) {
    String[] fitted = {"the mill", "the rye", "the oven", "the 밀", "the", ""};
    String[] texts = {
      "the mill grinds", "the mill grind", "小麦 the oven", "小麦 the ovens", "the 🦊é", "!!", "the"
    };
    NearDuplicatesModel model = stage().setThreshold(0.6).setEngine(engine).fit(rows(fitted));
    assertThat(model.documents()).isEqualTo(5);
    Map<Object, String> expected = byDefinition(fitted, texts, 0.6);
    assertThat(expected).containsOnlyKeys(1, 3);
    assertThat(MlFixture.marked(model.transform(rows(texts)), "line", "duplicate_of", "similarity"))
        .isEqualTo(expected);
    assertThat(byDefinition(texts, texts, 0.6)).isNotEqualTo(expected);
  }

  private static NearDuplicates stage() {
    return new NearDuplicates()
        .setInputCols("text")
        .setOrderCol("line")
        .setIdCol("line")
        .setAction("mark");
  }

  private static Dataset<Row> rows(String... texts) {
    return MlFixture.texts(texts).repartition(3);
  }

  /** Greedy removal over all pairs of vectors, with the idf of the fitted texts. */
  private static Map<Object, String> byDefinition(
      String[] fitted, String[] texts, double threshold) {
    GramCounter counter = new GramCounter(NgramRange.DEFAULT);
    GramDocumentFrequencies seen = new GramDocumentFrequencies();
    for (String text : fitted) {
      if (!text.isEmpty()) {
        seen.add(counter.count(text), 1);
      }
    }
    GramDocumentFrequencies found = new GramDocumentFrequencies();
    List<GramCounts> counts = Arrays.stream(texts).map(counter::count).toList();
    counts.forEach(text -> found.add(text, 1));
    NgramVocabulary vocabulary = seen.toVocabulary().withUnseen(found);
    Vectors vectors = Vectors.of(counts, vocabulary);
    Map<Object, String> removed = new TreeMap<>();
    for (int row = 0; row < texts.length; row++) {
      for (int earlier = 0; earlier < row; earlier++) {
        double cosine = vectors.cosine(row, vectors, earlier);
        if (cosine > threshold && !removed.containsKey(earlier) && !removed.containsKey(row)) {
          removed.put(row, earlier + "|" + cosine);
        }
      }
    }
    return removed;
  }

  @Test
  void aSavedModelTransformsAsBefore() throws Exception {
    NearDuplicatesModel model = stage().setThreshold(0.5).setThreads(1).fit(rows("밀", "a b", "ac"));
    String path = folder.resolve("model").toString();
    model.write().save(path);
    NearDuplicatesModel loaded = NearDuplicatesModel.load(path);
    assertThat(loaded.uid()).isEqualTo(model.uid());
    assertThat(MlFixture.params(loaded)).isEqualTo(MlFixture.params(model));
    assertThat(loaded.documents()).isEqualTo(3);
    assertThat(loaded.grams()).isEqualTo(model.grams()).isEqualTo(9);
    Dataset<Row> rows = rows("a b c", "a b", "ac", "밀밀", "밀", "acx");
    List<String> before = Tables.lines(model.transform(rows));
    assertThat(before).hasSize(6);
    assertThat(Tables.lines(loaded.transform(rows))).isEqualTo(before);
    loaded.setThreshold(0.9).write().overwrite().save(path);
    assertThat(NearDuplicatesModel.load(path).getThreshold()).isEqualTo(0.9);
    assertThatThrownBy(() -> model.write().save(path)).hasMessageContaining("already exists");
  }

  @Test
  void aSavedModelWithMissingNgramsIsRejected() throws Exception {
    String path = folder.resolve("model").toString();
    stage().fit(rows("one", "two")).write().save(path);
    LocalSpark.session()
        .sql("select 2 as documents, 99 as grams")
        .write()
        .mode("overwrite")
        .parquet(path + "/data/totals");
    assertThatThrownBy(() -> NearDuplicatesModel.load(path))
        .hasMessageEndingWith("must hold 99 n-grams, was 11; the files are incomplete");
  }

  @Test
  void aSavedEstimatorFitsAsBefore() throws Exception {
    NearDuplicates stage = stage().setNgramRange(1, 2).setThreshold(0.5);
    String path = folder.resolve("estimator").toString();
    stage.save(path);
    NearDuplicates loaded = NearDuplicates.load(path);
    assertThat(MlFixture.params(loaded)).isEqualTo(MlFixture.params(stage));
    Dataset<Row> rows = rows("mill", "mills", "mile", "rye");
    assertThat(Tables.lines(loaded.fit(rows).transform(rows)))
        .isEqualTo(Tables.lines(stage.fit(rows).transform(rows)));
  }

  @Test
  void nullAndEmptyTextsAreIgnoredAndKept() {
    Dataset<Row> rows = MlFixture.texts(null, "", null, "", "?!", "?!", "mill", "mill");
    NearDuplicatesModel model = stage().fit(rows);
    assertThat(model.documents()).isEqualTo(4);
    assertThat(MlFixture.lines(model.setAction("remove").transform(rows)))
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void aTableWithoutRowsPassesAndAModelFittedOnItStillWorks() {
    NearDuplicatesModel model = stage().fit(MlFixture.texts());
    assertThat(model.documents()).isZero();
    assertThat(model.transform(MlFixture.texts()).count()).isZero();
    assertThat(
            MlFixture.marked(
                model.transform(rows("한 mill", "한 mill!", "rye")),
                "line",
                "duplicate_of",
                "similarity"))
        .isEqualTo(Map.of(1, "0|1.0"));
  }

  @Test
  void rowsThatTieAreOrderedByTheirOtherColumnsWhateverThePartitions() {
    Dataset<Row> rows =
        LocalSpark.session()
            .sql(
                "select * from values (1, 'mill', map('k', 2), 'b'), (1, 'mill', map('k', 1), 'b'),"
                    + " (null, 'mill', map('k', 0), 'a'), (1, 'mill', map('k', 1), 'b'),"
                    + " (1, 'mill', map('k', 0), 'c') as t(line, text, more, `odd.name`)");
    for (int partitions : new int[] {1, 7}) {
      Dataset<Row> left =
          stage().setAction("remove").fit(rows).transform(rows.repartition(partitions));
      assertThat(left.schema()).isEqualTo(rows.schema());
      assertThat(left.selectExpr("line", "more['k']", "`odd.name`").collectAsList())
          .hasToString("[[1,0,c]]");
    }
  }

  @Test
  void columnsOfEveryKindPassThroughUnchanged() {
    Dataset<Row> rows =
        new HashingTF()
            .setInputCol("words")
            .setOutputCol("vector")
            .setNumFeatures(16)
            .transform(
                rows("mill", "mill", "rye").withColumn("words", functions.expr("array(text)")))
            .selectExpr(
                "*",
                "timestamp_micros(1234567890123457 + line) as time",
                "date '0901-02-28' as day",
                "cast(1.50 as decimal(20, 3)) as price",
                "named_struct('a', map('k', line), 'b', double('NaN')) as nested",
                "make_interval(0, 1, 0, 2) as span",
                "null as nothing");
    NearDuplicates stage = stage().setAction("remove");
    Dataset<Row> left = stage.fit(rows).transform(rows);
    assertThat(left.schema()).isEqualTo(rows.schema());
    assertThat(Tables.lines(left)).isEqualTo(Tables.lines(rows.filter("line != 1")));
  }

  @Test
  void anySortableColumnCanDefineTheOrder() {
    Dataset<Row> rows =
        rows("mill", "mill!", "rye").withColumn("made", functions.expr("date '2026-01-09' - line"));
    Dataset<Row> left = stage().setAction("remove").setOrderCol("made").fit(rows).transform(rows);
    assertThat(MlFixture.lines(left)).containsExactly(1, 2);
  }

  @Test
  void theSchemaOfTheResultIsThatOfTransformSchema() {
    Dataset<Row> rows = rows("mill", "rye");
    for (String action : List.of("remove", "mark")) {
      NearDuplicates stage = stage().setAction(action);
      assertThat(stage.fit(rows).transform(rows).schema())
          .isEqualTo(stage.transformSchema(rows.schema()));
    }
  }

  @Test
  void allInvalidColumnsAreReportedBeforeAnyJob() {
    Dataset<Row> rows = rows("mill").withColumn("similarity", functions.lit(1));
    NearDuplicates stage =
        new NearDuplicates("dedup").setInputCols("line", "txt").setOrderCol("rank").setIdCol("key");
    stage.setAction("mark").setRankByCol("text");
    String columns = "; columns are line int, text string, similarity int";
    assertThatThrownBy(() -> stage.fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            String.join(
                "\n",
                "dedup: column \"line\" (param inputCols) must be a string column, was int",
                "dedup: column \"txt\" (param inputCols) must be a string column, was absent"
                    + columns,
                "dedup: column \"rank\" (param orderCol) must be a column that can be sorted by,"
                    + " was absent"
                    + columns,
                "dedup: column \"key\" (param idCol) must be a column, was absent" + columns,
                "dedup: column \"similarity\" (param similarityCol) is added by this stage and must"
                    + " not exist, was present",
                "dedup: column \"text\" (param rankByCol) must be a numeric column, was string"));
  }

  @Test
  void invalidParamsAreRejected() {
    assertThatThrownBy(() -> new NearDuplicates("d").setThreshold(1))
        .hasMessage("d parameter threshold given invalid value 1.0.");
    assertThatThrownBy(() -> new NearDuplicates("d").setKeep("best"))
        .hasMessage("d parameter keep given invalid value best.");
    assertThatThrownBy(() -> new NearDuplicates("d").setInputCols())
        .hasMessageContaining("d parameter inputCols given invalid value");
    NearDuplicates crossed = new NearDuplicates("d").setNgramRange(3, 2);
    crossed.setInputCols("text").setOrderCol("line");
    assertThatThrownBy(() -> crossed.transformSchema(MlFixture.texts().schema()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("d: dedup.ngram-range must be [min, max] with 1 <= min <= max <= 3, was [3,2]");
  }

  @Test
  void aStreamIsRejected() {
    Dataset<Row> stream =
        LocalSpark.session()
            .readStream()
            .format("rate")
            .load()
            .selectExpr("value as line", "cast(value as string) as text");
    assertThatThrownBy(() -> stage().fit(stream)).hasMessageContaining("fitted on a stream");
    assertThatThrownBy(
            () ->
                new NearDuplicatesModel()
                    .setInputCols("text")
                    .setOrderCol("line")
                    .transform(stream))
        .hasMessage("rows to be compared must be a bounded table, was a stream");
  }

  @Test
  void intermediateTablesAreDeletedAndTheResultIsKept() throws Exception {
    Dataset<Row> rows = rows("mill", "mill!", "rye");
    Dataset<Row> left =
        stage()
            .setAction("remove")
            .setTempDir(folder.resolve("scratch").toString())
            .setEngine("cluster")
            .fit(rows)
            .transform(rows);
    try (var made = Files.walk(folder.resolve("scratch"), 2)) {
      assertThat(made.map(path -> path.getFileName().toString()))
          .contains("result")
          .doesNotContain("work");
    }
    assertThat(left.count()).isEqualTo(2);
    assertThat(left.count()).isEqualTo(2);
  }

  @Test
  void theJobGroupOfTheCallerIsRestored() {
    LocalSpark.session().sparkContext().setJobGroup("mine", "my work", false);
    try {
      Dataset<Row> rows = rows("mill", "rye");
      assertThat(stage().fit(rows).transform(rows).count()).isEqualTo(2);
      assertThat(LocalSpark.session().sparkContext().getLocalProperty("spark.jobGroup.id"))
          .isEqualTo("mine");
    } finally {
      LocalSpark.session().sparkContext().clearJobGroup();
    }
  }
}
