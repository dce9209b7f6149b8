package io.gristmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.io.FormatChoice;
import io.gristmill.record.shape.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestConfigTest {

  private final Problems problems = new Problems();

  private IngestConfig read(String... assignments) {
    Settings settings = Settings.load(null, List.of(assignments), problems);
    return IngestConfig.read(settings.reader("ingest", problems));
  }

  @Test
  void theDefaultsInTheCodeAreThoseOfTheFile() {
    assertThat(read()).isEqualTo(IngestConfig.standard());
    assertThat(problems.messages()).isEmpty();
  }

  @Test
  void everythingCanBeSet() {
    IngestConfig config =
        read(
            "ingest.format=spark",
            "ingest.shape=seed-task",
            "ingest.columns.output=answer.text",
            "ingest.metadata=a,b",
            "ingest.slice-bytes=10",
            "ingest.csv.separator=\"\\t\"",
            "ingest.csv.quote=\"'\"",
            "ingest.spark.format=jdbc",
            "ingest.spark.options.dbtable=t",
            "ingest.spark.order-by=[n]");
    assertThat(problems.messages()).isEmpty();
    assertThat(config.files().format()).isEqualTo(FormatChoice.SPARK);
    assertThat(config.shapes().shape()).isEqualTo(Shape.SEED_TASK);
    assertThat(config.shapes().columns()).isEqualTo(Map.of("output", "answer.text"));
    assertThat(config.shapes().metadata().listed()).containsExactly("a", "b");
    assertThat(config.files().sliceBytes()).isEqualTo(10);
    assertThat(config.files().separator()).isEqualTo('\t');
    assertThat(config.files().quote()).isEqualTo('\'');
    assertThat(config.spark())
        .isEqualTo(new SparkSource("jdbc", "", Map.of("dbtable", "t"), List.of("n")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ingest.format=xml | ingest.format must be one of auto, jsonl",
        "ingest.max-record-bytes=0 | ingest.max-record-bytes must be a whole number from 1 to",
        "ingest.slice-bytes=0 | ingest.slice-bytes must be a whole number of at least 1",
        "ingest.csv.separator=ab | ingest.csv.separator must be one ASCII character, was \"ab\"",
        "ingest.columns.reply=x | ingest.columns must be an object with names among chosen,",
        "ingest.format=spark | ingest.spark.format must be set, or ingest.spark.table instead"
      })
  void aWrongValueIsNotedWithItsKey(String assignment, String message) {
    read(assignment);
    assertThat(problems.messages()).hasSize(1).first().asString().startsWith(message);
  }
}
