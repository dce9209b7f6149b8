package io.gristmill.jobs.table;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code tasks}: the pool of a recipe that grows one, a row an accepted task, in the
 * order of acceptance.
 *
 * <p>{@code position} is its index in the pool from 0, {@code id} that of the first record made of
 * it, or of its own texts where there is none, {@code metadata} what is known of the call that
 * proposed it and of its completion, raw answers among it.
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
