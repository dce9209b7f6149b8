package io.gristmill.jobs.ingest;

import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.record.Example;
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
    return DataFrames.append(ExamplesTable.write(example), "", "", "");
  }

  static Row rejected(long position, String rule, String detail, String text) {
    Object[] values = DataFrames.values(DataFrames.append(NOTHING, rule, detail, text));
    values[0] = "";
    values[1] = position;
    return RowFactory.create(values);
  }
}
