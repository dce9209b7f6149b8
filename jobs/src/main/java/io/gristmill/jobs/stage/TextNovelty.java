package io.gristmill.jobs.stage;

import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Accepts or rejects texts one after the other by their similarity to a pool that grows with the
 * accepted ones. The command line provides the implementation, so that stages do not depend on each
 * other.
 */
public interface TextNovelty {

  /** The order of the texts, unique for each row; the pool comes first. */
  String ROW = "judged";

  String TEXT = "text";

  /** Column of a rejected row: the most similar accepted row. */
  String WITNESS = "witness";

  /** Column of a rejected row: its similarity to that row. */
  String SCORE = "novelty_score";

  StructType TEXTS = new StructType().add(ROW, LongType, false).add(TEXT, StringType, false);

  /** Canonical text of everything besides the texts that decides the result. */
  String fingerprint();

  double threshold();

  /**
   * The computed result.
   *
   * @param rejected columns {@link #ROW}, {@link #WITNESS}, {@link #SCORE}
   * @param statistics {@link #ROW} and, by metadata key, texts to store with accepted rows; {@link
   *     #ROW} alone when none are requested
   */
  record Judgement(Dataset<Row> rejected, Dataset<Row> statistics) {}

  /**
   * Judges the texts.
   *
   * @param context with a work folder that no other call uses
   * @param texts the columns of {@link #TEXTS}
   * @param poolSize rows below this number are the initial pool and always accepted
   */
  Judgement judge(StageContext context, Dataset<Row> texts, long poolSize);
}
