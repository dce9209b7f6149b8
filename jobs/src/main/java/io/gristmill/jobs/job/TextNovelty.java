package io.gristmill.jobs.job;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Judges texts one after the other against a pool that grows by those it accepts; handed in by the
 * command line, so that stages need not know each other.
 */
public interface TextNovelty {

  /** A number that is different in every row: the order of judgement, the pool first. */
  String ROW = "judged";

  String TEXT = "text";

  /** Of a rejected row: the accepted one most like it. */
  String WITNESS = "witness";

  /** Of a rejected row: how like it that is. */
  String SCORE = "novelty_score";

  /** What is judged. */
  StructType TEXTS = new StructType().add(ROW, LongType, false).add(TEXT, StringType, false);

  /** Everything besides the texts that decides the judgement. */
  String fingerprint();

  /** Rows with a higher score go. */
  double threshold();

  /**
   * What was found, computed.
   *
   * @param rejected columns {@link #ROW}, {@link #WITNESS}, {@link #SCORE}
   * @param statistics {@link #ROW} and, by the name of a metadata key, texts to keep with accepted
   *     rows; no column but the first where none are asked for
   */
  record Judgement(Dataset<Row> rejected, Dataset<Row> statistics) {}

  /**
   * Judges.
   *
   * @param context with a work folder that no other judgement has
   * @param texts columns of {@link #TEXTS}
   * @param poolSize rows below this one are the pool, accepted unconditionally
   */
  Judgement judge(StageContext context, Dataset<Row> texts, long poolSize);
}
