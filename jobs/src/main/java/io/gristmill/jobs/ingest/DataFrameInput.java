package io.gristmill.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;

import io.gristmill.manifest.InputRecord;
import io.gristmill.record.ContentId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Rows that a Spark program passes as input. Their order does not matter: they are read in the
 * order of a Spark data source, and their hash is the same in any order.
 */
public final class DataFrameInput {

  private static final int LANES = 4;
  private static final int LANE_DIGITS = 15;

  private final Dataset<Row> rows;
  private final InputRecord record;

  private DataFrameInput(Dataset<Row> rows, InputRecord record) {
    this.rows = rows;
    this.record = record;
  }

  /**
   * Hashes the rows, which takes one pass over them.
   *
   * @param name stands for the file name in the column {@code source} and in messages
   */
  public static DataFrameInput of(SparkSession spark, String name, Dataset<Row> rows) {
    Column all =
        struct(Arrays.stream(rows.columns()).map(DataFrameInput::column).toArray(Column[]::new));
    Column json = to_json(all, Map.of("timeZone", "UTC")); // in every session the same
    Column hash = sha2(col("json"), 256);
    List<Column> sums = new ArrayList<>();
    sums.add(coalesce(sum(length(col("json"))), lit(0L)).cast("long"));
    for (int lane = 0; lane < LANES; lane++) {
      Column digits = substring(hash, 1 + lane * LANE_DIGITS, LANE_DIGITS);
      sums.add(sum(conv(digits, 16, 10).cast("decimal(20,0)")).cast("string"));
    }
    Row totals =
        inSession(spark, rows)
            .select(json.as("json"))
            .agg(count(lit(1)), sums.toArray(new Column[0]))
            .head();
    String content = ContentId.ofParts(totals.toString());
    return new DataFrameInput(
        rows, new InputRecord(name, "rows", totals.getLong(1), "sha256-sum:" + content));
  }

  private static Column column(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /** The rows in a session whose settings decide how values become text. */
  Dataset<Row> rows(SparkSession spark) {
    return inSession(spark, rows);
  }

  private static Dataset<Row> inSession(SparkSession spark, Dataset<Row> rows) {
    return spark.createDataFrame(rows.javaRDD(), rows.schema());
  }

  /** The input as {@code run.json} lists it; its size is in characters of JSON. */
  public InputRecord record() {
    return record;
  }

  /** As a data source: the name of the rows, and the configured order. */
  SparkSource source(SparkSource configured) {
    return new SparkSource(record.path(), "", configured.options(), configured.orderBy());
  }
}
