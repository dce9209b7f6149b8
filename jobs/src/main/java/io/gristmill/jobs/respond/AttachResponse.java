package io.gristmill.jobs.respond;

import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.record.Example;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What becomes of a row: the example with its answer, or with a rule and its detail. Input: the
 * columns of {@link ExamplesTable} and those of {@link Response#SCHEMA}, which are null where
 * nobody asked.
 *
 * @param model what answers say they are from
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
      return judged(example, NOT_ASKED, "the row is in none of respond.splits");
    }
    String rule = row.getAs(Response.RULE);
    return rule.isEmpty()
        ? judged(with(example, row.getAs(Response.TEXT), row.getAs(Response.FINISH)), "", "")
        : judged(example, rule, row.getAs(Response.DETAIL));
  }

  private Example with(Example e, String text, String finish) {
    Map<String, String> metadata = new HashMap<>(e.metadata());
    metadata.put(MetadataKeys.MODEL_RESPONSE, text);
    metadata.put(MetadataKeys.RESPONSE_MODEL, model);
    metadata.put(MetadataKeys.RESPONSE_FINISH, finish);
    return e.withMetadata(metadata);
  }

  private static Row judged(Example example, String rule, String detail) {
    Row row = ExamplesTable.write(example);
    Object[] values = new Object[row.length() + 2];
    for (int i = 0; i < row.length(); i++) {
      values[i] = row.get(i);
    }
    values[row.length()] = rule;
    values[row.length() + 1] = detail;
    return RowFactory.create(values);
  }
}
