package io.gristmill.jobs.filter;

import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.quality.ExactDuplicateConfig;
import io.gristmill.quality.Field;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds all but the first of several records with equal fields. */
final class Duplicates {

  private static final String KEY = "key";
  private static final String FIRST = "first";

  private Duplicates() {}

  static Dataset<Row> drops(Dataset<Row> examples, List<Field> fields) {
    Column[] columns = fields.stream().map(field -> col(field.label())).toArray(Column[]::new);
    Column whole =
        fields.contains(Field.OUTPUT)
            ? conversation(columns) // two conversations may have the same first exchange
            : to_json(struct(columns));
    Dataset<Row> keyed = examples.select(col(POSITION), sha2(whole, 256).as(KEY));
    Dataset<Row> firsts = keyed.groupBy(KEY).agg(min(POSITION).as(FIRST));
    return keyed
        .join(firsts, KEY)
        .filter(col(POSITION).notEqual(col(FIRST)))
        .select(
            col(POSITION).as(Drops.ROW),
            lit(ExactDuplicateConfig.RULE).as(Drops.RULE),
            lit(1.0).as(Drops.MEASURED),
            lit(null).cast("double").as(Drops.BOUND),
            col(FIRST).as(Drops.KEPT_POSITION),
            lit("equal to position").as(Drops.REASON));
  }

  private static Column conversation(Column[] columns) {
    Column messages =
        col(ExamplesTable.METADATA)
            .getItem(io.gristmill.record.Example.MESSAGES)
            .as(io.gristmill.record.Example.MESSAGES);
    Column[] all = java.util.Arrays.copyOf(columns, columns.length + 1);
    all[columns.length] = messages;
    return to_json(struct(all));
  }
}
