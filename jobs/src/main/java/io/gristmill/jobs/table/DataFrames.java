package io.gristmill.jobs.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Operations on tables and rows of any schema. */
public final class DataFrames {

  private DataFrames() {}

  public static Dataset<Row> empty(SparkSession spark, StructType schema) {
    return spark.createDataFrame(List.<Row>of(), schema);
  }

  /** Writes rows to a new folder and reads them back, so that they are computed once. */
  public static Dataset<Row> materialize(Dataset<Row> rows, String folder) {
    rows.write().parquet(folder);
    return rows.sparkSession().read().schema(rows.schema()).parquet(folder);
  }

  /** The columns of a schema in order, for a select. */
  public static Column[] columns(StructType schema) {
    return Arrays.stream(schema.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
  }

  /** The number of rows by the text of a column, of which there are few. */
  public static Map<String, Long> countBy(Dataset<Row> rows, Column text) {
    Map<String, Long> counts = new TreeMap<>();
    rows.groupBy(text)
        .agg(count(lit(1)))
        .collectAsList() // one row per text
        .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
    return counts;
  }

  public static long characters(Dataset<Row> rows, String text) {
    Row total = rows.agg(sum(length(col(text)))).first();
    return total.isNullAt(0) ? 0 : total.getLong(0);
  }

  /** A row with more values at its end. */
  public static Row append(Row row, @Nullable Object... more) {
    return RowFactory.create(
        Stream.concat(Arrays.stream(values(row)), Arrays.stream(more)).toArray());
  }

  public static @Nullable Object[] values(Row row) {
    return IntStream.range(0, row.length()).mapToObj(row::get).toArray();
  }
}
