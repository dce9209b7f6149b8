package io.gristmill.jobs.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.llm.ExchangeTable;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.table.TasksTable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Table with all results of a round: final records, rejects and accepted tasks, distinguished by
 * {@link #KIND}, and one row with the usage of its requests.
 */
final class RoundTable {

  static final String KIND = "kind";
  static final String RECORD = "record";
  static final String REJECT = "reject";
  static final String TASK = "task";
  static final String USED = "used";

  static final StructType SCHEMA =
      new StructType()
          .add(KIND, StringType, false)
          .add(ExamplesTable.ID, StringType, false)
          .add(ExamplesTable.POSITION, LongType, false)
          .add(ExamplesTable.INSTRUCTION, StringType, false)
          .add(ExamplesTable.INPUT, StringType, false)
          .add(ExamplesTable.OUTPUT, StringType, false)
          .add(ExamplesTable.SOURCE, StringType, false)
          .add(ExamplesTable.RECIPE, StringType, false)
          .add(ExamplesTable.PARENTS, DataTypes.createArrayType(StringType, false), false)
          .add(
              ExamplesTable.METADATA, DataTypes.createMapType(StringType, StringType, false), false)
          .add(ExamplesTable.SCORE, DoubleType, true)
          .add(RejectsTable.STAGE, StringType, false)
          .add(RejectsTable.RULE, StringType, false)
          .add(RejectsTable.THRESHOLD, DoubleType, true)
          .add(RejectsTable.WITNESS_ID, StringType, true)
          .add(RejectsTable.DETAIL, StringType, false)
          .add(RejectsTable.ROW, StringType, false)
          .add(ExchangeTable.REQUESTS, LongType, false)
          .add(ExchangeTable.PROMPT_TOKENS, LongType, false)
          .add(ExchangeTable.COMPLETION_TOKENS, LongType, false)
          .add(ExchangeTable.COST, LongType, false);

  private RoundTable() {}

  /** Final records, columns of {@link ExamplesTable}. */
  static Dataset<Row> records(Dataset<Row> round) {
    return part(round, RECORD, ExamplesTable.SCHEMA);
  }

  /** Rejects, columns of {@link RejectsTable}. */
  static Dataset<Row> rejects(Dataset<Row> round) {
    return part(round, REJECT, RejectsTable.SCHEMA);
  }

  /** Accepted tasks, columns of {@link TasksTable}. */
  static Dataset<Row> tasks(Dataset<Row> round) {
    return part(round, TASK, TasksTable.SCHEMA);
  }

  private static Dataset<Row> part(Dataset<Row> round, String kind, StructType schema) {
    return round.filter(col(KIND).equalTo(lit(kind))).select(DataFrames.columns(schema));
  }
}
