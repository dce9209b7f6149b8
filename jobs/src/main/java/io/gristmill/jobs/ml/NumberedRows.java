package io.gristmill.jobs.ml;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.types.DataTypes.LongType;

import io.gristmill.check.Require;
import io.gristmill.jobs.table.DataFrames;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows with their rank in a total order, from 0. Spark persists them as long as they are
 * referenced, so that a search and the use of its result see the same rows.
 *
 * @param rows all columns, then the rank
 * @param number name of the rank column, distinct from all others
 */
record NumberedRows(Dataset<Row> rows, String number) {

  /**
   * Numbers rows; runs the sort.
   *
   * @param order columns to sort by; ties are broken by all columns, so only equal rows may be
   *     swapped
   */
  static NumberedRows of(Dataset<Row> rows, List<Column> order) {
    Require.that(!rows.isStreaming(), "rows to be compared must be a bounded table, was a stream");
    String number = Columns.unusedName(rows.schema(), "_number");
    List<Column> all = new ArrayList<>();
    order.forEach(column -> all.add(column.asc_nulls_last()));
    for (StructField field : rows.schema().fields()) {
      Column column = Columns.of(field.name());
      all.add(
          Columns.isOrderable(field.dataType())
              ? column.asc_nulls_last()
              : to_json(struct(column)).asc_nulls_last());
    }
    JavaRDD<Row> numbered =
        rows.orderBy(all.toArray(new Column[0]))
            .javaRDD()
            .zipWithIndex()
            .map(place -> DataFrames.append(place._1(), place._2()));
    numbered.persist(StorageLevel.MEMORY_AND_DISK_SER());
    StructType schema = rows.schema().add(number, LongType, false);
    return new NumberedRows(rows.sparkSession().createDataFrame(numbered, schema), number);
  }

  Column numbers() {
    return Columns.of(number);
  }

  /** Returns the rows except those with the given numbers, without the rank column. */
  Dataset<Row> without(Dataset<Row> numbers) {
    return rows.join(numbers.select(numbers()), number, "left_anti").drop(number);
  }

  /** Returns all rows with the other columns of {@code marks} joined, without the rank column. */
  Dataset<Row> with(Dataset<Row> marks) {
    return rows.join(marks, number, "left_outer").drop(number);
  }
}
