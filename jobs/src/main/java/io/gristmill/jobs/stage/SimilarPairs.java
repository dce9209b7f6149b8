package io.gristmill.jobs.stage;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds the pairs of similar rows of a table. The command line provides the implementation, so that
 * stages do not depend on each other.
 */
public interface SimilarPairs {

  /** Canonical text of everything besides the rows that decides which pairs are found. */
  String fingerprint();

  /**
   * Computes every pair of similar rows.
   *
   * @param examples rows of {@code ExamplesTable}
   * @return the columns of {@code PairsTable}
   */
  Dataset<Row> find(StageContext context, Dataset<Row> examples);
}
