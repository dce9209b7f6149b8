package io.gristmill.jobs.table;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code rejects}: every row that a stage dropped, with its reason.
 *
 * <p>{@code witness_id} is the id of the match of a dropped row, for stages that compare rows: the
 * row that it duplicates or is too similar to. It is kept, except under {@code dedup.keep =
 * earliest-similar}, where it may be dropped as well; it is null for all other rules.
 */
public final class RejectsTable {

  public static final String STAGE = "stage";
  public static final String RULE = "rule";
  public static final String THRESHOLD = "threshold";
  public static final String WITNESS_ID = "witness_id";
  public static final String DETAIL = "detail";
  public static final String ROW = "row";

  public static final StructType SCHEMA =
      new StructType()
          .add(ExamplesTable.ID, StringType, false)
          .add(ExamplesTable.POSITION, LongType, false)
          .add(STAGE, StringType, false)
          .add(RULE, StringType, false)
          .add(ExamplesTable.SCORE, DoubleType, true)
          .add(THRESHOLD, DoubleType, true)
          .add(WITNESS_ID, StringType, true)
          .add(DETAIL, StringType, false)
          .add(ROW, StringType, false);

  private RejectsTable() {}

  /**
   * The columns of {@link ExamplesTable} as JSON, for the column {@code row}.
   *
   * @param examples the dataset whose columns to use, if a join added others
   */
  public static Column rowAsJson(Dataset<Row> examples) {
    return to_json(
        struct(
            Arrays.stream(ExamplesTable.SCHEMA.fieldNames())
                .map(name -> examples.col(name))
                .toArray(Column[]::new)));
  }

  /**
   * The columns of a rejected example, for a select.
   *
   * @param examples the dataset that holds the example, if a join added columns
   */
  public static Column[] columns(
      Dataset<Row> examples,
      String stage,
      Column rule,
      Column score,
      Column threshold,
      Column witnessId,
      Column detail) {
    return new Column[] {
      examples.col(ExamplesTable.ID),
      examples.col(ExamplesTable.POSITION),
      lit(stage).as(STAGE),
      rule.as(RULE),
      score.cast(DoubleType).as(ExamplesTable.SCORE),
      threshold.cast(DoubleType).as(THRESHOLD),
      witnessId.cast(StringType).as(WITNESS_ID),
      detail.as(DETAIL),
      rowAsJson(examples).as(ROW)
    };
  }
}
