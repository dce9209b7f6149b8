package io.gristmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.io.FileFormatOption;
import io.gristmill.jobs.io.InputConfig;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests Gristmill tables and Spark data sources as input. */
class IngestTablesTest {

  private static final List<Example> TABLE =
      List.of(
          example(3, "a", Map.of("k", "v"), 0.25),
          example(7, "b", Map.of("messages", "[{\"role\":\"user\",\"content\":\"b\"}]"), null),
          example(5, "c", Map.of(), null));

  @TempDir Path folder;
  private Ingested ingest;

  @BeforeEach
  void newFolder() {
    ingest = new Ingested(folder);
  }

  private static Example example(
      long position, String text, Map<String, String> metadata, @Nullable Double score) {
    String id = ContentId.of(text, "", "o", metadata.getOrDefault("messages", ""));
    return new Example(id, position, text, "", "o", "s", "r", List.of("p1", "p2"), metadata, score);
  }

  private Dataset<Row> table() {
    return LocalSpark.session()
        .createDataFrame(TABLE.stream().map(ExamplesTable::write).toList(), ExamplesTable.SCHEMA);
  }

  private void writeRun(String name, String format) {
    table().coalesce(1).write().format(format).save(folder + "/" + name + "/rows");
    ingest.write(name + "/run.json", "{}").write(name + "/rejects/x.jsonl", "{}");
  }

  private static List<Example> byPosition() {
    return TABLE.stream().sorted(Comparator.comparingLong(Example::position)).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "json"})
  void aRunDirectoryIsReadUnchanged(String format) {
    writeRun("run", format);
    assertThat(ingest.from("run").table()).isEqualTo(byPosition());
    assertThat(ingest.rejects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "json"})
  void filesWithTheColumnsOfATableAreReadToo(String format) {
    table().write().format(format).save(folder + "/t");
    assertThat(ingest.from("t").table()).isEqualTo(byPosition());
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "json"})
  void severalTablesAreRankedAnewAndKeepTheRest(String format) {
    writeRun("run1", format);
    writeRun("run2", format);
    List<Example> both = ingest.from("run1", "run2").table();
    assertThat(both).extracting(Example::position).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(both.get(0))
        .isEqualTo(example(0, "a", Map.of("k", "v"), 0.25))
        .isNotEqualTo(both.get(3));
    assertThat(both.get(4).metadata()).isEqualTo(TABLE.get(1).metadata());
  }

  @Test
  void aTableWithEqualPositionsIsRankedAnew() {
    table().union(table()).coalesce(1).write().json(folder + "/t");
    assertThat(ingest.from("t").table())
        .extracting(e -> e.position() + e.instruction())
        .containsExactly("0a", "1b", "2c", "3a", "4b", "5c");
  }

  @Test
  void aDamagedTableIsRankedAnewAndLosesOnlyTheDamagedRow() {
    writeRun("run", "json");
    ingest.write("run/rows/zzz.json", "{\"id\": \n");
    assertThat(ingest.from("run").table())
        .extracting(e -> e.position() + e.instruction())
        .containsExactly("0a", "1b", "2c");
    assertThat(ingest.rejects())
        .satisfiesExactly(r -> assertThat(r).startsWith("3|bad-json|run/rows/zzz.json:"));
  }

  private Ingested spark(SparkSource source) {
    return ingest.with(
        config ->
            new IngestConfig(
                InputConfig.standard().withFormat(FileFormatOption.SPARK),
                config.parsing(),
                source));
  }

  @Test
  void anySparkSourceIsRankedByContentForAnyPartitioning() {
    Dataset<Row> rows =
        LocalSpark.session()
            .range(100)
            .selectExpr("concat('q', id) as prompt", "nullif(concat('a', id), 'a5') as completion");
    rows.repartition(7).write().orc(folder + "/one");
    rows.repartition(2).write().orc(folder + "/two");
    SparkSource orc = new SparkSource("orc", "", Map.of(), List.of());
    List<Example> one = spark(orc).from("one").table();
    assertThat(one).hasSize(99).isEqualTo(ingest.from("two").table());
    assertThat(one).extracting(Example::id).isSorted();
    assertThat(one).extracting(Example::position).startsWith(1L).endsWith(99L);
    assertThat(one).extracting(Example::source).containsOnly("orc");
    assertThat(ingest.rejects())
        .containsExactly(
            "0|missing-field|orc: field \"output\" is missing or null; looked for output, response,"
                + " completion, answer, chosen|{\"prompt\":\"q5\"}");
  }

  @Test
  void aCatalogTableIsOrderedByTheConfiguredColumns() {
    LocalSpark.session()
        .range(20)
        .selectExpr("concat('q', id) as question", "'a' as answer", "-id as `the rank`")
        .createOrReplaceTempView("questions");
    SparkSource view = new SparkSource("", "questions", Map.of(), List.of("`the rank`"));
    assertThat(spark(view).from().table())
        .extracting(e -> e.position() + e.instruction() + e.source())
        .startsWith("0q19questions", "1q18questions")
        .endsWith("19q0questions");
  }

  @Test
  void anUnknownSparkSourceIsReported() {
    IngestStage stage =
        spark(new SparkSource("nosuchformat", "", Map.of(), List.of())).from("x").stage();
    UserException e =
        catchThrowableOfType(UserException.class, () -> stage.classified(LocalSpark.session()));
    assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(e).hasMessageContaining("Spark cannot load nosuchformat: ");
    IngestStage table = spark(new SparkSource("", "no_such", Map.of(), List.of())).from().stage();
    assertThat(
            catchThrowableOfType(UserException.class, () -> table.classified(LocalSpark.session())))
        .hasMessageContaining("Spark cannot load no_such: ");
  }

  @Test
  void optionsOfASourceAffectTheFingerprintButAreNotDisplayed() {
    String one = fingerprint(Map.of("password", "hush"));
    assertThat(one).doesNotContain("hush").isNotEqualTo(fingerprint(Map.of("password", "other")));
  }

  private static String fingerprint(Map<String, String> options) {
    IngestConfig config =
        new IngestConfig(
            InputConfig.standard().withFormat(FileFormatOption.SPARK),
            IngestConfig.standard().parsing(),
            new SparkSource("jdbc", "", options, List.of()));
    return IngestStage.of(List.of(), config, new Configuration()).fingerprint();
  }
}
