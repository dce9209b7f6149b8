package io.gristmill.jobs.respond;

import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.record.Example;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Attaches its response to an example, or the rule and detail of its rejection. Input: the columns
 * of {@link ExamplesTable} and of {@link Response#SCHEMA}, which are null for rows of other splits.
 *
 * @param model value of {@code response_model}
 */
record AttachResponse(String model) implements MapFunction<Row, Row> {

  static final StructType SCHEMA =
      ExamplesTable.SCHEMA
          .add(RejectsTable.RULE, StringType, false)
          .add(RejectsTable.DETAIL, StringType, false);

  private static final String NOT_ASKED = "not-asked";

  @Override
  public Row call(Row row) {
    Example example = ExamplesTable.read(row);
    if (row.isNullAt(row.fieldIndex(Response.POSITION))) {
      return attach(example, NOT_ASKED, "the row's split is not in respond.splits");
    }
    String rule = row.getAs(Response.RULE);
    return rule.isEmpty()
        ? attach(addMetadata(example, row.getAs(Response.TEXT), row.getAs(Response.FINISH)), "", "")
        : attach(example, rule, row.getAs(Response.DETAIL));
  }

  private Example addMetadata(Example e, String text, String finish) {
    Map<String, String> metadata = new HashMap<>(e.metadata());
    metadata.put(MetadataKeys.MODEL_RESPONSE, text);
    metadata.put(MetadataKeys.RESPONSE_MODEL, model);
    metadata.put(MetadataKeys.RESPONSE_FINISH, finish);
    return e.withMetadata(metadata);
  }

  private static Row attach(Example example, String rule, String detail) {
    return DataFrames.append(ExamplesTable.write(example), rule, detail);
  }
}
