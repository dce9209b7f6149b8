package io.gristmill.jobs.datasets;

import static io.gristmill.jobs.table.ExamplesTable.ID;
import static io.gristmill.jobs.table.ExamplesTable.INSTRUCTION;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares two versions of a data set by content: records with equal ids are the same. The rejects
 * of the later version explain why records were removed.
 *
 * @param added records that only the later version has: (id, source, instruction)
 * @param removed records that only the earlier version has: (id, reason, witness_id, detail,
 *     instruction)
 */
public record VersionDiff(Dataset<Row> added, Dataset<Row> removed) {

  /** Reason for records that are no longer in the input of the later version. */
  public static final String NOT_IN_INPUT = "not in the input any more";

  public static final String REASON = "reason";

  /**
   * Compares two versions.
   *
   * @param earlier rows of the earlier version
   * @param later rows of the later version
   * @param rejects rejects of the later version
   */
  public static VersionDiff of(Dataset<Row> earlier, Dataset<Row> later, Dataset<Row> rejects) {
    Dataset<Row> added =
        later
            .join(earlier.select(ID), ID, "left_anti")
            .select(ID, ExamplesTable.SOURCE, INSTRUCTION);
    Dataset<Row> reasons =
        rejects
            .filter(col(ID).notEqual(lit("")))
            .groupBy(ID)
            .agg(
                min(struct(
                        col(ExamplesTable.POSITION),
                        concat(col(RejectsTable.STAGE), lit("/"), col(RejectsTable.RULE))
                            .as(REASON),
                        col(RejectsTable.WITNESS_ID),
                        col(RejectsTable.DETAIL)))
                    .as("first"))
            .select(
                col(ID),
                col("first." + REASON),
                col("first." + RejectsTable.WITNESS_ID),
                col("first." + RejectsTable.DETAIL));
    Dataset<Row> removed =
        earlier
            .join(later.select(ID), ID, "left_anti")
            .select(ID, INSTRUCTION)
            .join(reasons, ID, "left_outer")
            .select(
                col(ID),
                coalesce(col(REASON), lit(NOT_IN_INPUT)).as(REASON),
                col(RejectsTable.WITNESS_ID),
                coalesce(col(RejectsTable.DETAIL), lit("")).as(RejectsTable.DETAIL),
                col(INSTRUCTION));
    return new VersionDiff(added, removed);
  }

  public Map<String, Long> removedByReason() {
    return DataFrames.countBy(removed, col(REASON));
  }
}
