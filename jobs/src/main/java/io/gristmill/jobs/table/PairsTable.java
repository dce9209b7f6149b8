package io.gristmill.jobs.table;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;

/**
 * The table {@code pairs}: every pair of rows more similar than the threshold, the earlier row on
 * the left.
 */
public final class PairsTable {

  public static final String LEFT_ID = "left_id";
  public static final String RIGHT_ID = "right_id";
  public static final String LEFT_POSITION = "left_position";
  public static final String RIGHT_POSITION = "right_position";
  public static final String FIELD = "field";
  public static final String SIMILARITY = "similarity";

  public static final StructType SCHEMA =
      new StructType()
          .add(LEFT_ID, StringType, false)
          .add(RIGHT_ID, StringType, false)
          .add(LEFT_POSITION, LongType, false)
          .add(RIGHT_POSITION, LongType, false)
          .add(FIELD, StringType, false)
          .add(SIMILARITY, DoubleType, false);

  private PairsTable() {}
}
