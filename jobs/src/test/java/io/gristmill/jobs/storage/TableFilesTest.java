package io.gristmill.jobs.storage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.LocalSpark;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFilesTest {

  @TempDir Path folder;
  private final HadoopFiles files = new HadoopFiles(new Configuration());

  @Test
  void footersGiveRowsMaximumAndTheOnlyTextOfARowGroup() {
    Dataset<Row> rows = numbers(1000).withColumn("rule", expr("'long: ' || repeat('한글 ', 50)"));
    TableFacts facts = facts(rows.repartition(3), "one");
    assertThat(facts.rows()).isEqualTo(1000);
    assertThat(facts.max("number")).hasValue(1499);
    assertThat(facts.countBy("rule")).hasValue(Map.of("long: " + "한글 ".repeat(50), 1000L));
  }

  @Test
  void rowGroupsOfOneTextEachAreCountedByFooters() {
    Dataset<Row> rows = numbers(10).withColumn("rule", expr("if(number < 503, 'a', 'b')"));
    TableFacts facts =
        facts(rows.filter("rule = 'a'").coalesce(1).union(rows.filter("rule = 'b'")), "two");
    assertThat(facts.countBy("rule")).hasValue(Map.of("a", 3L, "b", 7L));
  }

  @Test
  void footersDoNotCountSeveralTextsOrNulls() {
    Dataset<Row> mixed = numbers(9).withColumn("rule", expr("string(number % 2)")).coalesce(1);
    assertThat(facts(mixed, "mixed").countBy("rule")).isEmpty();
    Dataset<Row> gaps =
        numbers(9).withColumn("rule", expr("if(number > 504, 'x', null)")).coalesce(1);
    assertThat(facts(gaps, "gaps").countBy("rule")).isEmpty();
    assertThat(
            facts(gaps.withColumn("number", expr("if(rule = 'x', number, null)")), "nulls")
                .max("number"))
        .isEmpty();
  }

  @Test
  void anEmptyTableHasNoMaximum() {
    TableFacts facts = facts(numbers(0), "empty");
    assertThat(facts.rows()).isZero();
    assertThat(facts.max("number")).isEqualTo(OptionalLong.empty());
    assertThat(facts.countBy("number")).hasValue(Map.of());
  }

  @Test
  void countsAreTheSameByFootersAndByTasks() {
    Dataset<Row> rows = numbers(700).withColumn("rule", expr("string(number % 3)"));
    TableFiles tables = tables();
    tables.write(rows.repartition(2), at("few"));
    tables.write(rows.repartition(70), at("many"));
    assertThat(TableFacts.of(files, at("few"))).isPresent();
    assertThat(TableFacts.of(files, at("many"))).isEmpty();
    for (String name : new String[] {"few", "many"}) {
      assertThat(tables.countRows(at(name), rows.schema())).isEqualTo(700);
      assertThat(tables.countBy(at(name), rows.schema(), "rule"))
          .containsExactlyInAnyOrderEntriesOf(Map.of("0", 233L, "1", 233L, "2", 234L));
    }
    assertThat(tables.countRows(at("absent"), rows.schema())).isZero();
  }

  private TableFacts facts(Dataset<Row> rows, String name) {
    tables().write(rows, at(name));
    return TableFacts.of(files, at(name)).orElseThrow();
  }

  private TableFiles tables() {
    return new TableFiles(LocalSpark.session(), files);
  }

  private org.apache.hadoop.fs.Path at(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toString());
  }

  /** Consecutive numbers from 500. */
  private static Dataset<Row> numbers(long count) {
    return LocalSpark.session().range(500, 500 + count).select(col("id").as("number"));
  }
}
