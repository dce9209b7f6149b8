package io.gristmill.jobs.novelty;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.stage.TextNovelty;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The result of the novelty filter; the tables are materialized. Rows are numbered in the order of
 * decisions: the pool first, then candidates at (pool size + position).
 *
 * @param rejected rejected candidates: (row, match, score)
 * @param scores metadata of kept candidates: (row, max_score, most_similar, avg_similarity_score);
 *     empty unless requested
 * @param facts engine and counters, for run.json
 */
public record NoveltyResult(Dataset<Row> rejected, Dataset<Row> scores, Map<String, Object> facts) {

  public static final String ROW = TextNovelty.ROW;
  static final String TEXT = TextNovelty.TEXT;
  public static final String MATCH = TextNovelty.WITNESS;
  public static final String SCORE = TextNovelty.SCORE;
  static final String MAX_SCORE = "max_score";
  static final String MOST_SIMILAR = "most_similar";
  static final String AVERAGE_SCORE = "avg_similarity_score";

  static final StructType REJECTED =
      new StructType()
          .add(ROW, LongType, false)
          .add(MATCH, LongType, false)
          .add(SCORE, DoubleType, false);

  static final StructType SCORES =
      new StructType()
          .add(ROW, LongType, false)
          .add(MAX_SCORE, StringType, true)
          .add(MOST_SIMILAR, StringType, true)
          .add(AVERAGE_SCORE, StringType, true);
}
