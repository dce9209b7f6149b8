package io.gristmill.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.record.Example;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Kept and rejected records in one data set, the result of a single parse: the columns of {@code
 * examples}, then {@code rule} (empty for kept records), {@code detail} and {@code row}.
 */
final class ClassifiedRows {

  static final StructType SCHEMA =
      ExamplesTable.SCHEMA
          .add(RejectsTable.RULE, StringType, false)
          .add(RejectsTable.DETAIL, StringType, false)
          .add(RejectsTable.ROW, StringType, false);

  private static final int COLUMNS = ExamplesTable.SCHEMA.length();
  private static final Row NOTHING = ExamplesTable.write(Example.of(0, "", "", ""));

  private ClassifiedRows() {}

  static Row kept(Example example) {
    return row(ExamplesTable.write(example), "", "", "");
  }

  static Row rejected(long position, String rule, String detail, String text) {
    Object[] values = values(NOTHING);
    values[0] = "";
    values[1] = position;
    return row(RowFactory.create(values), rule, detail, text);
  }

  private static Row row(Row example, String rule, String detail, String text) {
    Object[] values = Arrays.copyOf(values(example), COLUMNS + 3);
    values[COLUMNS] = rule;
    values[COLUMNS + 1] = detail;
    values[COLUMNS + 2] = text;
    return RowFactory.create(values);
  }

  private static Object[] values(Row row) {
    Object[] values = new Object[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      values[i] = row.get(i);
    }
    return values;
  }

  /** The kept records as the table {@code examples}. */
  static Dataset<Row> examples(Dataset<Row> classified) {
    return classified
        .filter(col(RejectsTable.RULE).equalTo(""))
        .select(columns(ExamplesTable.SCHEMA));
  }

  /** The rejected records as the table {@code rejects}. */
  static Dataset<Row> rejects(Dataset<Row> classified) {
    return classified
        .filter(col(RejectsTable.RULE).notEqual(""))
        .withColumn(RejectsTable.STAGE, lit(IngestStage.NAME))
        .withColumn(RejectsTable.THRESHOLD, lit(null).cast(DoubleType))
        .withColumn(RejectsTable.WITNESS_ID, lit(null).cast(StringType))
        .select(columns(RejectsTable.SCHEMA));
  }

  /** The columns of both tables, and the table that each row belongs to. */
  static Dataset<Row> withSide(Dataset<Row> classified) {
    return classified
        .withColumn(RejectsTable.STAGE, lit(IngestStage.NAME))
        .withColumn(RejectsTable.THRESHOLD, lit(null).cast(DoubleType))
        .withColumn(RejectsTable.WITNESS_ID, lit(null).cast(StringType))
        .withColumn(
            StageResult.SIDE,
            when(col(RejectsTable.RULE).equalTo(""), lit(StageResult.ROWS))
                .otherwise(lit(StageResult.REJECTS)));
  }

  static Column[] columns(StructType schema) {
    return Arrays.stream(schema.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
  }
}
