package io.gristmill.jobs.table;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The table {@code tokens}: {@code labels} are token ids in the loss, and -100 elsewhere; {@code
 * length} is in tokens. For preferences both answers exclude the prompt, and {@code length} counts
 * the prompt and the longer answer. For packed examples {@code lengths} holds the length of each,
 * and {@code position_ids} restart at 0.
 */
public final class TokensTable {

  public static final String LENGTH = "length";

  private static final ArrayType NUMBERS = DataTypes.createArrayType(IntegerType, false);

  private TokensTable() {}

  /** The columns of packed examples; see {@code jobs.tokenize.PackedRows}. */
  public static final StructType PACKED =
      new StructType()
          .add("ids", DataTypes.createArrayType(StringType, false), false)
          .add("input_ids", NUMBERS, false)
          .add("labels", NUMBERS, false)
          .add("position_ids", NUMBERS, false)
          .add("lengths", NUMBERS, false)
          .add(LENGTH, IntegerType, false);

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
