package io.gristmill.jobs.filter;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.StructType;

/** The rows that go, by position, each with its one reason. */
final class Drops {

  static final String ROW = "dropped";
  static final String RULE = "dropped_by";
  static final String MEASURED = "measured";
  static final String BOUND = "bound";
  static final String WITNESS = "witness_position";
  static final String REASON = "reason";

  static final StructType SCHEMA =
      new StructType()
          .add(ROW, LongType, false)
          .add(RULE, StringType, false)
          .add(MEASURED, DoubleType, true)
          .add(BOUND, DoubleType, true)
          .add(WITNESS, LongType, true)
          .add(REASON, StringType, false);

  private Drops() {}
}
