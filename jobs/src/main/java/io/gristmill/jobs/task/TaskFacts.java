package io.gristmill.jobs.task;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.gristmill.manifest.JsonDocument;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Facts that a single task returns as one extra row among its results. */
public final class TaskFacts {

  /** The column with the kind of a row. */
  public static final String KIND = "kind";

  /** The kind of the row of facts. */
  public static final String FACTS = "facts";

  /** The column that holds the facts as a JSON object. */
  public static final String DETAIL = "detail";

  private TaskFacts() {}

  /** The facts among the rows of a task; none when it returned no row. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> of(Dataset<Row> found) {
    return found
        .filter(col(KIND).equalTo(lit(FACTS)))
        .select(DETAIL)
        .collectAsList() // the one row of facts
        .stream()
        .findFirst()
        .map(row -> (Map<String, Object>) JsonDocument.read(row.getString(0), Map.class))
        .orElse(Map.of());
  }
}
