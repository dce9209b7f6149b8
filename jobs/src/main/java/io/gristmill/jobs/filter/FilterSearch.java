package io.gristmill.jobs.filter;

import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.quality.FilterConfig;
import io.gristmill.quality.RuleSet;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;

/**
 * The search for records that break a rule: first those that break one by themselves, then, of what
 * is left, exact duplicates and records that contradict each other. What the job and the Spark ML
 * stage have in common.
 */
public final class FilterSearch {

  private final FilterConfig config;
  private final StageContext context;

  public FilterSearch(FilterConfig config, StageContext context) {
    this.config = config;
    this.context = context;
  }

  /** Whether any rule looks at more than one record at a time. */
  public static boolean comparesRecords(FilterConfig config) {
    return config.exactDuplicate().enabled() || config.conflictingOutput().enabled();
  }

  /**
   * What the rules say of a record by itself: a struct of the columns of {@link Drops}, null where
   * it stays. Lazy, and no other record plays a part.
   *
   * @param record a struct of the columns of {@link ExamplesTable}
   */
  public static Column verdict(FilterConfig config, Column record) {
    RuleSet rules = config.rules();
    UDF1<Row, @Nullable Row> judge = row -> Verdicts.drop(rules, row);
    return udf(judge, Drops.SCHEMA).apply(record);
  }

  /**
   * The records that go, columns of {@link Drops}, computed.
   *
   * @param records columns of {@link ExamplesTable}
   */
  public Dataset<Row> drops(Dataset<Row> records) {
    Dataset<Row> drops =
        context.step("judging records", () -> saved("judged", judged(records, config.rules())));
    if (config.exactDuplicate().enabled()) {
      Dataset<Row> equal =
          Duplicates.drops(without(records, drops), config.exactDuplicate().fields());
      drops = drops.unionByName(context.step("exact duplicates", () -> saved("duplicates", equal)));
    }
    if (config.conflictingOutput().enabled()) {
      Dataset<Row> conflicts =
          Conflicts.drops(without(records, drops), config.conflictingOutput().onConflict());
      drops =
          drops.unionByName(
              context.step("conflicting outputs", () -> saved("conflicts", conflicts)));
    }
    return drops;
  }

  /** The records that stay. */
  static Dataset<Row> without(Dataset<Row> records, Dataset<Row> drops) {
    return records.join(
        drops.select(col(Drops.ROW).as(POSITION)), new String[] {POSITION}, "left_anti");
  }

  private static Dataset<Row> judged(Dataset<Row> records, RuleSet rules) {
    MapPartitionsFunction<Row, Row> judge = rows -> new Verdicts(rows, rules);
    return records.mapPartitions(judge, Encoders.row(Drops.SCHEMA));
  }

  /** Writes a table and reads it back: the rules run once, whatever follows. */
  private Dataset<Row> saved(String name, Dataset<Row> rows) {
    String path = context.workFolder() + "/" + name;
    rows.write().parquet(path);
    return context.spark().read().schema(Drops.SCHEMA).parquet(path);
  }
}
