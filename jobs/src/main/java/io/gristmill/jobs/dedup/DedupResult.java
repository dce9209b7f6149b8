package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The near-duplicates of one field; the tables are materialized.
 *
 * @param removals rows to remove: (row, match, similarity)
 * @param pairs every similar pair, the earlier row on the left: (left, right, similarity); empty
 *     unless requested
 * @param facts engine, strategy and counters, for run.json
 */
public record DedupResult(
    Dataset<Row> removals, Optional<Dataset<Row>> pairs, Map<String, Object> facts) {

  public static final String ROW = "removed";
  public static final String MATCH = "match";
  public static final String SIMILARITY = "similarity";
  static final String LEFT = "left_row";
  static final String RIGHT = "right_row";

  static final StructType REMOVALS =
      new StructType()
          .add(ROW, LongType, false)
          .add(MATCH, LongType, false)
          .add(SIMILARITY, DoubleType, false);

  static final StructType PAIRS =
      new StructType()
          .add(LEFT, LongType, false)
          .add(RIGHT, LongType, false)
          .add(SIMILARITY, DoubleType, false);
}
