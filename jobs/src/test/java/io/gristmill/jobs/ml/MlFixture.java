package io.gristmill.jobs.ml;

import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.StageRun;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Small tables for the stages, and their results as plain values. */
final class MlFixture {

  private static final StructType TEXTS =
      new StructType()
          .add("line", DataTypes.IntegerType, true)
          .add("text", DataTypes.StringType, true);

  private MlFixture() {}

  /** Returns a table of (line, text), lines from 0. */
  static Dataset<Row> texts(@Nullable String... texts) {
    Row[] rows = new Row[texts.length];
    for (int line = 0; line < texts.length; line++) {
      rows[line] = RowFactory.create(line, texts[line]);
    }
    return LocalSpark.session().createDataFrame(Arrays.asList(rows), TEXTS);
  }

  /** Returns every param that is set or has a default, by name. */
  static Map<String, String> params(Params stage) {
    Map<String, String> values = new TreeMap<>();
    for (Param<?> param : stage.params()) {
      Object value = stage.getOrDefault(param);
      String text =
          value instanceof String[] texts
              ? Arrays.toString(texts)
              : value instanceof int[] numbers ? Arrays.toString(numbers) : String.valueOf(value);
      values.put(param.name(), text + (stage.isSet(param) ? " (set)" : ""));
    }
    return values;
  }

  /** Returns the lines of a table in ascending order. */
  static List<Integer> lines(Dataset<Row> rows) {
    return rows.select("line").collectAsList().stream().map(row -> row.getInt(0)).sorted().toList();
  }

  /** Returns two columns of the rows in which the second has a value, by the first. */
  static Map<Object, String> marked(Dataset<Row> rows, String by, String... columns) {
    Map<Object, String> marked = new TreeMap<>();
    for (Row row : rows.collectAsList()) {
      if (row.getAs(columns[0]) != null) {
        StringBuilder values = new StringBuilder();
        for (String column : columns) {
          values.append(values.isEmpty() ? "" : "|").append(row.<Object>getAs(column));
        }
        marked.put(row.getAs(by), values.toString());
      }
    }
    return marked;
  }

  /**
   * Returns the rejects of a job by position, like {@link #marked}, with (part of the detail,
   * score).
   */
  static Map<Object, String> rejected(StageRun job, String detail) {
    Map<Object, String> rejected = new TreeMap<>();
    for (Row row : job.rejects()) {
      String values = row.<String>getAs("detail").replaceAll(detail, "$1");
      rejected.put(row.getAs(ExamplesTable.POSITION), values + "|" + row.<Double>getAs("score"));
    }
    return rejected;
  }
}
