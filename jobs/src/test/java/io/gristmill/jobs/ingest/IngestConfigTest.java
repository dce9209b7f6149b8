package io.gristmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.io.FileFormatOption;
import io.gristmill.record.parse.RecordFormat;
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
  void everySettingCanBeChanged() {
    IngestConfig config =
        read(
            "ingest.format=spark",
            "ingest.dataset-format=seed-task",
            "ingest.columns.output=answer.text",
            "ingest.metadata=a,b",
            "ingest.max-partition-bytes=10",
            "ingest.csv.delimiter=\"\\t\"",
            "ingest.csv.quote=\"'\"",
            "ingest.spark.format=jdbc",
            "ingest.spark.options.dbtable=t",
            "ingest.spark.order-by=[n]");
    assertThat(problems.messages()).isEmpty();
    assertThat(config.files().format()).isEqualTo(FileFormatOption.SPARK);
    assertThat(config.parsing().datasetFormat()).isEqualTo(RecordFormat.SEED_TASK);
    assertThat(config.parsing().columns()).isEqualTo(Map.of("output", "answer.text"));
    assertThat(config.parsing().metadata().listed()).containsExactly("a", "b");
    assertThat(config.files().maxPartitionBytes()).isEqualTo(10);
    assertThat(config.files().delimiter()).isEqualTo('\t');
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
        "ingest.max-partition-bytes=0 | ingest.max-partition-bytes must be a whole number of at"
            + " least 1",
        "ingest.csv.delimiter=ab | ingest.csv.delimiter must be one ASCII character, was \"ab\"",
        "ingest.columns.reply=x | ingest.columns must be an object with keys among chosen,",
        "ingest.format=spark | ingest.spark.format must be set if ingest.format = spark"
      })
  void anInvalidValueIsReportedWithItsKey(String assignment, String message) {
    read(assignment);
    assertThat(problems.messages()).hasSize(1).first().asString().startsWith(message);
  }
}
