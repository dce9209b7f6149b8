package io.gristmill.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.jobs.testing.Corpus;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import io.gristmill.record.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages that read the tables of named earlier stages. */
class LineageTest {

  private static final int ROWS = 20;

  @TempDir Path folder;

  /** The input of each stage, by name. */
  private final Map<String, List<Long>> got = new java.util.TreeMap<>();

  private TestStage stage(String name, Function<Dataset<Row>, Dataset<Row>> work) {
    return new TestStage(
        name,
        "",
        rows -> {
          got.put(name, Tables.read(rows).stream().map(Example::position).toList());
          return work.apply(rows);
        });
  }

  private TestStage passing(String name) {
    return stage(name, rows -> rows);
  }

  /** Moves the positions of all rows. */
  private TestStage moving(String name, int by) {
    return stage(name, rows -> rows.withColumn("position", rows.col("position").plus(by)));
  }

  private TestRun run(String output) {
    return TestRun.of(
            folder.resolve(output),
            TestStage.source(Corpus.random(61, ROWS), 3),
            passing("split"),
            moving("preferences", 100),
            passing("dpo"),
            moving("respond", 1000))
        .reading("respond", "split");
  }

  private static List<Long> positions(long first) {
    List<Long> all = new ArrayList<>();
    for (long i = 0; i < ROWS; i++) {
      all.add(first + i);
    }
    return all;
  }

  private List<Long> published(String output) {
    return FileBytes.lines(folder.resolve(output).resolve("rows")).stream()
        .map(
            line ->
                (Number) Objects.requireNonNull(JsonDocument.read(line, Map.class).get("position")))
        .map(Number::longValue)
        .toList();
  }

  @Test
  void aStageReadsTheTableOfANamedEarlierStage() {
    RunRecord record = run("out").execute().record();
    assertThat(got)
        .containsEntry("preferences", positions(0))
        .containsEntry("dpo", positions(100))
        .containsEntry("respond", positions(0));
    assertThat(published("out")).isEqualTo(positions(1000));
    assertThat(record.counts()).isEqualTo(new RunRecord.Counts(ROWS, ROWS, 0, Map.of()));
    StageRecord last = record.stages().get(4);
    assertThat(last.read()).isEqualTo(ROWS);
    assertThat(last.facts()).containsEntry("of", "split");
    assertThat(record.stages().get(3).facts()).doesNotContainKey("of");
  }

  @Test
  void aLastStageThatKeepsAllRowsPublishesItsInput() {
    TestRun.of(
            folder.resolve("out"),
            TestStage.source(Corpus.random(62, ROWS), 2),
            moving("preferences", 100),
            passing("export"))
        .reading("export", "ingest")
        .execute();
    assertThat(got).containsEntry("export", positions(0));
    assertThat(published("out")).isEqualTo(positions(0));
  }

  @Test
  void rowsOfANamedTableAreCountedToo() {
    TestStage losing = stage("respond", rows -> rows.filter("position > 0"));
    TestRun run =
        TestRun.of(
                folder.resolve("out"),
                TestStage.source(Corpus.random(63, ROWS), 2),
                passing("split"),
                losing)
            .reading("respond", "ingest");
    assertThatThrownBy(run::execute).hasMessage("respond: 20 rows in, but 19 kept and 0 dropped");
  }

  @Test
  void anotherTableIsAnotherRun() {
    String fingerprint = run("out").execute().record().fingerprint();
    String other = run("other").reading("respond", "preferences").execute().record().fingerprint();
    String plain = run("plain").reading("respond", "dpo").execute().record().fingerprint();
    assertThat(List.of(fingerprint, other, plain)).doesNotHaveDuplicates();
    assertThat(published("other")).isEqualTo(published("plain")).isEqualTo(positions(1100));
  }

  @Test
  void onlyAnEarlierStageCanBeRead() {
    List<String> stages = List.of("ingest", "split", "sft");
    assertThat(new Lineage(stages, Map.of("sft", "ingest")).inputOf(2)).isZero();
    assertThat(new Lineage(stages, Map.of()).inputOf(0)).isEqualTo(-1);
    for (Map<String, String> wrong :
        List.of(Map.of("split", "sft"), Map.of("sft", "sft"), Map.of("sft", "mix"))) {
      assertThatThrownBy(() -> new Lineage(stages, wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("which must be an earlier stage");
    }
  }
}
