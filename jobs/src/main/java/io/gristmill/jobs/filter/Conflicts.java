package io.gristmill.jobs.filter;

import static io.gristmill.jobs.table.ExamplesTable.INPUT;
import static io.gristmill.jobs.table.ExamplesTable.INSTRUCTION;
import static io.gristmill.jobs.table.ExamplesTable.OUTPUT;
import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.gristmill.quality.ConflictingOutputConfig;
import io.gristmill.quality.ConflictingOutputConfig.OnConflict;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds records with the same instruction and the same non-empty input but different outputs. */
final class Conflicts {

  private static final String TASK = "task";
  private static final String CASE = "case";
  private static final String ANSWER = "answer";
  private static final String ANSWERS = "answers";
  private static final String FIRST = "first";

  private Conflicts() {}

  static Dataset<Row> drops(Dataset<Row> examples, OnConflict onConflict) {
    Dataset<Row> hashed =
        examples.select(
            col(POSITION),
            col(INPUT).notEqual(lit("")).as("given"),
            hash(col(INSTRUCTION)).as(TASK),
            hash(to_json(struct(col(INSTRUCTION), col(INPUT)))).as(CASE),
            hash(col(OUTPUT)).as(ANSWER));
    Dataset<Row> cases =
        hashed
            .filter(col("given"))
            .groupBy(TASK, CASE)
            .agg(
                countDistinct(ANSWER).as(ANSWERS),
                min(struct(col(POSITION), col(ANSWER))).as(FIRST))
            .filter(col(ANSWERS).gt(lit(1)));
    return onConflict == OnConflict.DROP_ALL
        ? wholeTasks(hashed, cases)
        : otherAnswers(hashed, cases);
  }

  /** Drops all records of each instruction that has conflicting outputs. */
  private static Dataset<Row> wholeTasks(Dataset<Row> hashed, Dataset<Row> cases) {
    Dataset<Row> tasks = cases.groupBy(TASK).agg(max(ANSWERS).as(ANSWERS));
    return hashed
        .join(tasks, TASK)
        .select(
            drop(
                lit(null).cast("long"),
                lit("its instruction has an input with different outputs")));
  }

  /** Drops the records whose output differs from the first one for their input. */
  private static Dataset<Row> otherAnswers(Dataset<Row> hashed, Dataset<Row> cases) {
    return hashed
        .filter(col("given"))
        .join(cases.drop(TASK), CASE)
        .filter(col(ANSWER).notEqual(col(FIRST + "." + ANSWER)))
        .select(drop(col(FIRST + "." + POSITION), lit("output differs from that of position")));
  }

  private static Column[] drop(Column kept, Column reason) {
    return new Column[] {
      col(POSITION).as(Drops.ROW),
      lit(ConflictingOutputConfig.RULE).as(Drops.RULE),
      col(ANSWERS).cast("double").as(Drops.MEASURED),
      lit(1.0).as(Drops.BOUND),
      kept.as(Drops.KEPT_POSITION),
      reason.as(Drops.REASON)
    };
  }

  private static Column hash(Column text) {
    return sha2(text, 256);
  }
}
