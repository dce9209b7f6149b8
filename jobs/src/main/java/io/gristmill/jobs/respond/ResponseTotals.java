package io.gristmill.jobs.respond;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Totals of responses.
 *
 * @param answered rows with an answer
 * @param tokens generated tokens
 * @param truncated answers cut at the maximum length
 * @param compared rows with an output that were sent to the model, including those with empty
 *     answers
 * @param matching answers equal to the output of their row
 */
record ResponseTotals(long answered, long tokens, long truncated, long compared, long matching) {

  /** Maximum number of splits to report one by one. */
  private static final int MAX_SPLITS = 20;

  private static final double ROUNDING = 1e6;

  /** The facts of a run. */
  static Map<String, Object> of(Responder.Responses given) {
    List<String> splits = new ArrayList<>();
    List<ResponseTotals> totals = new ArrayList<>();
    for (Row row : bySplit(given.responses())) {
      splits.add(row.getString(0));
      totals.add(read(row));
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("response-model", given.model());
    facts.putAll(read(all(given.responses()).first()).facts());
    if (splits.size() <= MAX_SPLITS && splits.stream().anyMatch(split -> !split.isEmpty())) {
      Map<String, Object> each = new LinkedHashMap<>();
      for (int i = 0; i < splits.size(); i++) {
        each.put(splits.get(i).isEmpty() ? "(none)" : splits.get(i), totals.get(i).facts());
      }
      facts.put("splits", each);
    }
    facts.putAll(given.usage());
    return facts;
  }

  private static List<Row> bySplit(Dataset<Row> responses) {
    return responses
        .groupBy(Response.SPLIT)
        .agg(columns()[0], tail())
        .orderBy(Response.SPLIT)
        .limit(MAX_SPLITS + 1)
        .collectAsList(); // a bounded number of rows
  }

  private static Dataset<Row> all(Dataset<Row> responses) {
    return responses.agg(lit("").as(Response.SPLIT), columns());
  }

  private static Column[] tail() {
    return java.util.Arrays.copyOfRange(columns(), 1, columns().length);
  }

  private static Column[] columns() {
    Column answered = col(Response.RULE).equalTo(lit(""));
    return new Column[] {
      count(when(answered, lit(1))),
      sum(col(Response.TOKENS)),
      count(when(answered.and(col(Response.FINISH).equalTo(lit(Response.TRUNCATED))), lit(1))),
      count(col(Response.EQUAL)),
      count(when(col(Response.EQUAL), lit(1)))
    };
  }

  private static ResponseTotals read(Row row) {
    return new ResponseTotals(
        row.getLong(1),
        row.isNullAt(2) ? 0 : row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5));
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("answered", answered);
    facts.put("tokens", tokens);
    facts.put("cut", truncated);
    facts.put("compared", compared);
    facts.put("equal", matching);
    if (compared > 0) {
      facts.put("exact-match", Math.round(ROUNDING * matching / compared) / ROUNDING);
    }
    return facts;
  }
}
