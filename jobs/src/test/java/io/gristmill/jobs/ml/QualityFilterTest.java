package io.gristmill.jobs.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.filter.FilterStage;
import io.gristmill.jobs.testing.Corpus;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.quality.FilterConfig;
import io.gristmill.record.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityFilterTest {

  private static final String CONFLICTS = "conflicting-output.enabled = true";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"default, 1", "default, 7", "self-instruct, 2", "alpaca, 3", "none, 2"})
  void itGivesTheResultOfTheJob(String preset, int partitions) {
    List<Example> examples = examples(partitions);
    String rules = preset.equals("default") ? CONFLICTS : "";
    StageRun job = job(examples, "filter.preset=" + preset, "filter.rules={" + rules + "}");
    QualityFilter stage =
        new QualityFilter()
            .setPreset(preset)
            .setRules(rules)
            .setMetadataCol("metadata")
            .setAction("mark");
    Dataset<Row> rows = Tables.examples(Corpus.shuffled(examples, 4), partitions);
    Dataset<Row> marked = stage.transform(rows);
    Map<Object, String> expected = new TreeMap<>();
    job.rejects()
        .forEach(
            row ->
                expected.put(row.getAs("position"), row.getAs("rule") + "|" + row.getAs("detail")));
    assertThat(expected.isEmpty()).isEqualTo(preset.equals("none"));
    assertThat(MlFixture.marked(marked, "position", "rule", "reason")).isEqualTo(expected);
    assertThat(Tables.read(stage.setAction("remove").transform(rows))).isEqualTo(job.rows());
    assertThat(Tables.lines(marked.drop("rule", "reason"))).isEqualTo(Tables.lines(rows));
  }

  private StageRun job(List<Example> examples, String... settings) {
    Settings all = StageRun.settings(settings);
    FilterConfig config = FilterConfig.read(all, new Problems());
    return StageRun.of(new FilterStage(config, all), examples, 2, folder);
  }

  /** Examples that include copies, contradictions and conversations. */
  private static List<Example> examples(long seed) {
    List<Example> examples = new ArrayList<>(Corpus.planted(seed));
    long position = 1000;
    for (String[] texts :
        new String[][] {
          {"Is rye a grain?", "rye", "Yes, it is."},
          {"Is rye a grain?", "rye", "No, it is not."},
          {"Name a grain.", "", "Rye it is."},
          {"Name a grain.", "", "Rye it is."},
          {"Name a mill.", "", "As an AI language model, I cannot."},
          {"Make a graph of the mill.", "", "A graph of it."}
        }) {
      examples.add(Example.of(position, texts[0], texts[1], texts[2]));
      position += 7;
    }
    for (String messages : List.of("[1]", "[2]", "[1]")) {
      examples.add(
          Corpus.example(
              position++, "Hello mill", "", "Hello.", null, Map.of(Example.MESSAGES, messages)));
    }
    return examples;
  }

  @Test
  void rulesOnSingleRecordsAreLazyAndNeedNoOrder() {
    Dataset<Row> rows =
        MlFixture.texts("mill", "Ok then mill", null, "한국어 문장 하나")
            .withColumn("answer", functions.expr("if(line = 3, null, 'Rye it is.')"));
    QualityFilter stage =
        new QualityFilter("filter")
            .setInstructionCol("text")
            .setInputCol("")
            .setOutputCol("answer")
            .setOrderCol("there is none")
            .setRules(
                Map.of(
                    "length.instruction.min-words",
                    2,
                    "exact-duplicate.enabled",
                    "off",
                    "placeholder.texts",
                    List.of("rye it is.", "x")));
    String path = folder.resolve("nowhere").toString();
    Dataset<Row> left = stage.setTempDir(path).transform(rows);
    assertThat(left.schema()).isEqualTo(rows.schema());
    assertThat(left.count()).isZero();
    Dataset<Row> marked = stage.setAction("mark").transform(rows);
    assertThat(marked.schema()).isEqualTo(stage.transformSchema(rows.schema()));
    assertThat(MlFixture.marked(marked, "line", "rule", "reason"))
        .isEqualTo(
            Map.of(
                0, "length|instruction has 1 words, fewer than 2",
                1, "placeholder|output is the placeholder \"Rye it is.\"",
                2, "empty|instruction is empty",
                3, "empty|output is empty"));
    assertThat(Path.of(path)).doesNotExist();
    Dataset<Row> stream =
        LocalSpark.session()
            .readStream()
            .format("rate")
            .load()
            .selectExpr("'text' as text", "'answer' as answer");
    assertThat(stage.transform(stream).isStreaming()).isTrue();
  }

  @Test
  void savedAndLoadedItTransformsAsBefore() throws Exception {
    QualityFilter stage =
        new QualityFilter()
            .setPreset("self-instruct")
            .setRules("{ \"length\": {\"instruction\": {\"min-words\": 2}}, " + CONFLICTS + "}")
            .setAction("mark");
    String path = folder.resolve("filter").toString();
    stage.save(path);
    QualityFilter loaded = QualityFilter.load(path);
    assertThat(loaded.uid()).isEqualTo(stage.uid());
    assertThat(MlFixture.params(loaded)).isEqualTo(MlFixture.params(stage));
    Dataset<Row> rows = Tables.examples(examples(2), 3);
    List<String> before = Tables.lines(stage.transform(rows));
    assertThat(before.toString()).contains("rule=conflicting-output").contains("rule=null");
    assertThat(Tables.lines(loaded.transform(rows))).isEqualTo(before);
  }

  @Test
  void aTableWithoutRowsPasses() {
    Dataset<Row> rows = Tables.examples(List.of(), 1);
    assertThat(new QualityFilter().transform(rows).count()).isZero();
  }

  @Test
  void invalidColumnsAndSettingsAreReportedBeforeAnyJob() {
    Dataset<Row> rows = MlFixture.texts("mill").withColumn("rule", functions.lit(1));
    QualityFilter stage =
        new QualityFilter("filter")
            .setInstructionCol("text")
            .setInputCol("line")
            .setMetadataCol("rule")
            .setAction("mark");
    String columns = "; columns are line int, text string, rule int";
    assertThatThrownBy(() -> stage.transform(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            String.join(
                "\n",
                "filter: column \"output\" (param outputCol) must be a string column, was absent"
                    + columns,
                "filter: column \"line\" (param inputCol) must be a string column, was int",
                "filter: column \"rule\" (param metadataCol) must be a map<string,string> column,"
                    + " was int",
                "filter: column \"position\" (param orderCol) must be a column that can be sorted"
                    + " by, was absent"
                    + columns,
                "filter: column \"rule\" (param ruleCol) is added by this stage and must not"
                    + " exist, was present"));
    assertThatThrownBy(() -> stage.setRules("lenght.enabled = true").transformSchema(rows.schema()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("filter.rules.lenght.enabled: unknown key; did you mean");
    assertThatThrownBy(() -> stage.setRules("empty {").transformSchema(rows.schema()))
        .hasMessageContaining("filter.rules must be a block of settings");
    assertThatThrownBy(() -> stage.setPreset("strict"))
        .hasMessage("filter parameter preset given invalid value strict.");
  }
}
