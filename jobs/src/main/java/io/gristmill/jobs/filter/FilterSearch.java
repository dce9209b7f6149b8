package io.gristmill.jobs.filter;

import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.task.Iterators;
import io.gristmill.quality.FilterConfig;
import io.gristmill.quality.RuleSet;
import io.gristmill.quality.Verdict;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records that violate a rule: first those that violate a single-record rule, then, among
 * the rest, exact duplicates and records with conflicting outputs. Shared by the job and the Spark
 * ML stage.
 */
public final class FilterSearch {

  private final FilterConfig config;
  private final StageContext context;

  public FilterSearch(FilterConfig config, StageContext context) {
    this.config = config;
    this.context = context;
  }

  public static boolean comparesRecords(FilterConfig config) {
    return config.exactDuplicate().enabled() || config.conflictingOutput().enabled();
  }

  /**
   * The verdict of the single-record rules as a column: a struct of the columns of {@link Drops},
   * or null for a kept record. Lazy.
   *
   * @param record a struct of the columns of {@link ExamplesTable}
   */
  public static Column verdict(FilterConfig config, Column record) {
    RuleSet rules = config.rules();
    UDF1<Row, @Nullable Row> judge = row -> drop(rules, row);
    return udf(judge, Drops.SCHEMA).apply(record);
  }

  /**
   * Computes the dropped records, with the columns of {@link Drops}.
   *
   * @param records columns of {@link ExamplesTable}
   */
  public Dataset<Row> drops(Dataset<Row> records) {
    Dataset<Row> drops =
        materialize("judging records", "judged", applyRules(records, config.rules()));
    if (config.exactDuplicate().enabled()) {
      Dataset<Row> equal =
          Duplicates.drops(without(records, drops), config.exactDuplicate().fields());
      drops = drops.unionByName(materialize("exact duplicates", "duplicates", equal));
    }
    if (config.conflictingOutput().enabled()) {
      Dataset<Row> conflicts =
          Conflicts.drops(without(records, drops), config.conflictingOutput().onConflict());
      drops = drops.unionByName(materialize("conflicting outputs", "conflicts", conflicts));
    }
    return drops;
  }

  static Dataset<Row> without(Dataset<Row> records, Dataset<Row> drops) {
    return records.join(drops.select(col(Drops.ROW).as(POSITION)), POSITION, "left_anti");
  }

  private static Dataset<Row> applyRules(Dataset<Row> records, RuleSet rules) {
    MapPartitionsFunction<Row, Row> judge =
        rows -> Iterators.mapPresent(rows, row -> drop(rules, row));
    return records.mapPartitions(judge, Encoders.row(Drops.SCHEMA));
  }

  /** The verdict of the single-record rules: a row of {@link Drops}, or null for a kept record. */
  private static @Nullable Row drop(RuleSet rules, Row record) {
    return rules.judge(ExamplesTable.read(record)) instanceof Verdict.Drop drop
        ? RowFactory.create(
            record.getAs(POSITION),
            drop.rule(),
            finite(drop.score()),
            finite(drop.threshold()),
            null,
            drop.detail())
        : null;
  }

  /** The value, or null if it is infinite or NaN. */
  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private Dataset<Row> materialize(String step, String name, Dataset<Row> rows) {
    return context.step(step, () -> context.materialize(name, rows));
  }
}
