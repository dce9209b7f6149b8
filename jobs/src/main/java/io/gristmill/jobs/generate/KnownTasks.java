package io.gristmill.jobs.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.stage.TextNovelty;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.TasksTable;
import io.gristmill.recipe.SeedTask;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Tasks known before the job starts, from which new tasks must differ: the seed tasks, then the
 * examples of other data sets by position. Columns {@link TextNovelty#ROW}, {@link
 * TextNovelty#TEXT} and {@link #ID}; materialized.
 *
 * @param rows table of the tasks
 * @param size upper bound (exclusive) of the row numbers
 */
record KnownTasks(Dataset<Row> rows, long size) {

  static final String ID = "pool_id";

  private static final StructType SCHEMA =
      new StructType()
          .add(TextNovelty.ROW, LongType, false)
          .add(TextNovelty.TEXT, StringType, false)
          .add(ID, StringType, false);

  /**
   * Numbers the tasks and writes them.
   *
   * @param otherExamples columns of {@link ExamplesTable}
   * @param folder directory to create
   */
  static KnownTasks of(
      SparkSession spark, List<SeedTask> seeds, Dataset<Row> otherExamples, String folder) {
    List<Row> first = new ArrayList<>();
    for (SeedTask seed : seeds) {
      first.add(RowFactory.create((long) first.size(), seed.instruction(), seed.recordId()));
    }
    Dataset<Row> all =
        spark
            .createDataFrame(first, SCHEMA)
            .union(
                otherExamples.select(
                    col(ExamplesTable.POSITION).plus(lit((long) first.size())),
                    col(ExamplesTable.INSTRUCTION),
                    col(ExamplesTable.ID)));
    Dataset<Row> rows = DataFrames.materialize(all, folder);
    Row last = rows.agg(max(TextNovelty.ROW)).first();
    return new KnownTasks(rows, last.isNullAt(0) ? 0 : last.getLong(0) + 1);
  }

  /** Appends accepted tasks (columns of {@link TasksTable}). */
  Dataset<Row> and(Dataset<Row> tasks) {
    return rows.union(
        tasks.select(
            col(TasksTable.POSITION).plus(lit(size)),
            col(TasksTable.INSTRUCTION),
            col(TasksTable.ID)));
  }
}
