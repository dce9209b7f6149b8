package io.gristmill.jobs.table;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code tasks}: the task pool of a recipe, one row per accepted task, in the order of
 * acceptance.
 *
 * <p>{@code position} is the index in the pool (from 0); {@code id} is the id of the first record
 * of the task, or a hash of its text without records; {@code metadata} describes the model calls
 * that produced it, including the raw answers.
 */
public final class TasksTable {

  public static final String POSITION = "position";
  public static final String ID = "id";
  public static final String INSTRUCTION = "instruction";
  public static final String METADATA = "metadata";

  public static final StructType SCHEMA =
      new StructType()
          .add(POSITION, LongType, false)
          .add(ID, StringType, false)
          .add(INSTRUCTION, StringType, false)
          .add(METADATA, DataTypes.createMapType(StringType, StringType, false), false);

  private TasksTable() {}
}
