package io.gristmill.jobs.filter;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of the table of dropped rows: the position of each row and the reason for dropping it. A
 * reason that ends with {@code position} refers to the record that is kept, see {@link #detail}.
 */
public final class Drops {

  public static final String ROW = "dropped";
  public static final String RULE = "dropped_by";
  public static final String MEASURED = "measured";
  public static final String BOUND = "bound";
  public static final String KEPT_POSITION = "witness_position";
  public static final String REASON = "reason";

  static final StructType SCHEMA =
      new StructType()
          .add(ROW, LongType, false)
          .add(RULE, StringType, false)
          .add(MEASURED, DoubleType, true)
          .add(BOUND, DoubleType, true)
          .add(KEPT_POSITION, LongType, true)
          .add(REASON, StringType, false);

  private Drops() {}

  /**
   * The complete reason.
   *
   * @param keptRecord identifies the kept record for the user; null if there is none
   */
  public static Column detail(Column keptRecord) {
    return concat_ws(" ", col(REASON), keptRecord.cast(StringType));
  }
}
