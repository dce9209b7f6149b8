package io.gristmill.jobs.testing;

import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Converts tables from and to plain values. */
public final class Tables {

  private Tables() {}

  /**
   * A table with exactly this number of partitions, some of them possibly empty; without partitions
   * when there are no examples.
   */
  public static Dataset<Row> examples(List<Example> examples, int partitions) {
    List<Row> rows = examples.stream().map(ExamplesTable::write).toList();
    if (rows.isEmpty()) {
      return LocalSpark.session().createDataFrame(rows, ExamplesTable.SCHEMA);
    }
    return LocalSpark.session()
        .createDataFrame(
            JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext())
                .parallelize(rows, partitions),
            ExamplesTable.SCHEMA);
  }

  /** The examples of a table, by position. */
  public static List<Example> read(Dataset<Row> table) {
    return table.collectAsList().stream()
        .map(ExamplesTable::read)
        .sorted(Comparator.comparingLong(Example::position))
        .toList();
  }

  /** All rows as sorted texts with all values, doubles bit for bit. */
  public static List<String> lines(Dataset<Row> table) {
    return lines(table.collectAsList(), "");
  }

  /** Rows as sorted texts with the values of all columns but one. */
  public static List<String> lines(List<Row> rows, String without) {
    return rows.stream().map(row -> line(row, without)).sorted().toList();
  }

  /** The values of a column. */
  public static <T> List<T> column(List<Row> rows, String name) {
    List<T> values = new ArrayList<>();
    rows.forEach(row -> values.add(row.getAs(name)));
    return values;
  }

  /** A decimal number with its bits. */
  public static String exact(double number) {
    return number + "#" + Long.toHexString(Double.doubleToRawLongBits(number));
  }

  private static String line(Row row, String without) {
    return IntStream.range(0, row.size())
        .filter(i -> !row.schema().fieldNames()[i].equals(without))
        .mapToObj(i -> row.schema().fieldNames()[i] + "=" + value(row, i))
        .collect(Collectors.joining("|"));
  }

  private static String value(Row row, int column) {
    Object value = row.get(column);
    if (value instanceof Double number) {
      return exact(number);
    }
    if (value instanceof scala.collection.Map<?, ?>) {
      return new TreeMap<>(row.<String, String>getJavaMap(column)).toString();
    }
    if (value instanceof scala.collection.Seq<?>) {
      return row.getList(column).toString();
    }
    return String.valueOf(value);
  }
}
