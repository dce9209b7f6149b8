package io.gristmill.jobs.table;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code tokens}: {@code labels} are the tokens that are learned, -100 elsewhere; {@code
 * length} is in tokens. Of preferences both answers stand without the prompt, and {@code length} is
 * that of the prompt with the longer one. Of packed examples {@code lengths} says where each ends,
 * and {@code position_ids} begin with 0 in each.
 */
public final class TokensTable {

  public static final String LENGTH = "length";

  private static final ArrayType NUMBERS = DataTypes.createArrayType(IntegerType, false);

  private TokensTable() {}

  /** The columns of examples that share rows; see {@code jobs.tokenize.PackedRows}. */
  public static final StructType PACKED =
      new StructType()
          .add("ids", DataTypes.createArrayType(StringType, false), false)
          .add("input_ids", NUMBERS, false)
          .add("labels", NUMBERS, false)
          .add("position_ids", NUMBERS, false)
          .add("lengths", NUMBERS, false)
          .add(LENGTH, IntegerType, false);

  /** The columns, for examples or for preferences. */
  public static StructType schema(boolean preferences) {
    StructType schema = new StructType().add(ExamplesTable.ID, StringType, false);
    schema =
        preferences
            ? schema
                .add("prompt_ids", NUMBERS, false)
                .add("chosen_ids", NUMBERS, false)
                .add("rejected_ids", NUMBERS, false)
            : schema.add("input_ids", NUMBERS, false).add("labels", NUMBERS, false);
    return schema.add(LENGTH, IntegerType, false);
  }
}
