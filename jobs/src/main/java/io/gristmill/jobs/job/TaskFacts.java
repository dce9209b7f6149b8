package io.gristmill.jobs.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.gristmill.manifest.JsonDocument;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a single task tells of itself, as one row among those that it found. */
public final class TaskFacts {

  /** The column that says what a row is. */
  public static final String KIND = "kind";

  /** The kind of the row of facts. */
  public static final String FACTS = "facts";

  /** The column that holds the facts as a JSON object. */
  public static final String DETAIL = "detail";

  private TaskFacts() {}

  /** The facts among the rows that a task found; none where it had no rows. */
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
