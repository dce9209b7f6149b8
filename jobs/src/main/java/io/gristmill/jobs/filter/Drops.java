package io.gristmill.jobs.filter;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * The rows that go, by position, each with its one reason. A reason that ends in {@code position}
 * is about the witness, see {@link #detail}.
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
   * The whole reason.
   *
   * @param witness what tells people which row the witness is; null where there is none
   */
  public static Column detail(Column witness) {
    return concat_ws(" ", col(REASON), witness.cast(StringType));
  }
}
