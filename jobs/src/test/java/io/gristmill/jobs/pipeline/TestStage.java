package io.gristmill.jobs.pipeline;

import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.record.Example;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A stage made of a function; counts its runs. */
final class TestStage implements Stage {

  private final String name;
  private final String settings;
  private final UnaryOperator<Dataset<Row>> work;
  private final AtomicInteger runs = new AtomicInteger();

  TestStage(String name, String settings, UnaryOperator<Dataset<Row>> work) {
    this.name = name;
    this.settings = settings;
    this.work = work;
  }

  /** A source of these examples in a number of partitions, which is not part of its fingerprint. */
  static TestStage source(List<Example> examples, int partitions) {
    return new TestStage("ingest", "", none -> Tables.examples(examples, partitions));
  }

  /** Keeps every row, in a table that is written again. */
  static TestStage pass(String name, String settings) {
    return new TestStage(name, settings, rows -> rows.filter("position >= 0"));
  }

  int runs() {
    return runs.get();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String fingerprint() {
    return settings;
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    runs.incrementAndGet();
    return StageResult.of(
        work.apply(examples), context.spark().createDataFrame(List.of(), RejectsTable.SCHEMA));
  }
}
