package io.gristmill.jobs.job;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds the similar pairs among rows; handed in by the command line, so that stages need not know
 * each other.
 */
public interface SimilarPairs {

  /** Everything besides the rows that decides which pairs are found. */
  String fingerprint();

  /**
   * Every pair of similar rows, computed.
   *
   * @param examples rows of {@code ExamplesTable}
   * @return columns of {@code PairsTable}
   */
  Dataset<Row> find(StageContext context, Dataset<Row> examples);
}
