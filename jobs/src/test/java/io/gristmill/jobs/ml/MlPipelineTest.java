package io.gristmill.jobs.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.jobs.testing.Corpus;
import io.gristmill.jobs.testing.Tables;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MlPipelineTest {

  @TempDir Path folder;

  static Stream<PipelineStage> stages() {
    return Stream.of(
        new QualityFilter(), new RougeNovelty(), new NearDuplicates(), new NearDuplicatesModel());
  }

  private static Pipeline pipeline() {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new QualityFilter().setAction("mark"),
              new RougeNovelty().setThreshold(0.8),
              new NearDuplicates().setThreshold(0.6).setInputCols("instruction", "output"),
            });
  }

  @Test
  void theStagesFormAPipelineThatGivesTheSameResultWhenLoaded() throws Exception {
    Dataset<Row> rows = Tables.examples(Corpus.planted(6), 3);
    Pipeline pipeline = pipeline();
    PipelineModel model = pipeline.fit(rows);
    Dataset<Row> curated = model.transform(rows);
    List<String> lines = Tables.lines(curated);
    assertThat(lines).hasSizeBetween(5, 40);
    assertThat(curated.schema()).isEqualTo(pipeline.transformSchema(rows.schema()));

    String saved = folder.resolve("model").toString();
    model.write().save(saved);
    PipelineModel loaded = PipelineModel.load(saved);
    assertThat(Tables.lines(loaded.transform(rows))).isEqualTo(lines);
    assertThat(loaded.transformSchema(rows.schema())).isEqualTo(curated.schema());

    String unfitted = folder.resolve("pipeline").toString();
    pipeline.write().save(unfitted);
    Dataset<Row> again = rows.repartition(7);
    assertThat(Tables.lines(Pipeline.load(unfitted).fit(again).transform(again))).isEqualTo(lines);
  }

  @Test
  void allStagesOfAPipelineAreCheckedBeforeTheFirstRuns() {
    Dataset<Row> rows = Tables.examples(Corpus.planted(6), 1).drop("output");
    assertThatThrownBy(() -> pipeline().fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column \"output\" (param outputCol) must be a string column");
  }

  @ParameterizedTest
  @MethodSource("stages")
  void everyParamIsDocumentedAndHasAGetter(PipelineStage stage) throws Exception {
    assertThat(stage.params()).hasSizeGreaterThan(8);
    for (Param<?> param : stage.params()) {
      assertThat(param.doc()).as(param.name()).hasSizeGreaterThan(20);
      assertThat(stage.hasDefault(param)).as(param.name()).isTrue();
      String getter = "get" + param.name().substring(0, 1).toUpperCase(Locale.ROOT);
      Method get = stage.getClass().getMethod(getter + param.name().substring(1));
      assertThat(get.invoke(stage)).isEqualTo(stage.getDefault(param).get());
    }
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aCopyHasTheParamsAndTheExtraParams(PipelineStage stage) {
    stage.set("orderCol", "line");
    ParamMap extra = new ParamMap().put(stage.getParam("action"), "mark");
    PipelineStage copy = stage.copy(extra);
    assertThat(copy).isNotSameAs(stage).hasSameClassAs(stage).hasToString(stage.uid());
    assertThat(copy.getOrDefault(copy.getParam("orderCol"))).isEqualTo("line");
    assertThat(copy.getOrDefault(copy.getParam("action"))).isEqualTo("mark");
    assertThat(stage.getOrDefault(stage.getParam("action"))).isEqualTo("remove");
  }
}
