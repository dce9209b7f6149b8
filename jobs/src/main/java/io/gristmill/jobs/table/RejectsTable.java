package io.gristmill.jobs.table;

import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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

  public static Encoder<Row> encoder() {
    return Encoders.row(SCHEMA);
  }

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

  public static Row write(Reject reject) {
    return RowFactory.create(
        reject.id(),
        reject.position(),
        reject.stage(),
        reject.rule(),
        reject.score(),
        reject.threshold(),
        reject.witnessId(),
        reject.detail(),
        reject.row());
  }
}
