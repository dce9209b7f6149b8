package io.gristmill.jobs.dedup;

import static io.gristmill.jobs.dedup.Groups.GROUP;
import static io.gristmill.jobs.dedup.Groups.SIZE;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Expands pairs of similar groups to pairs of similar rows.
 *
 * @param groups the groups and their members
 * @param similar (left, right, similarity) of groups
 */
record AllPairs(Groups groups, Dataset<Row> similar) {

  /** Returns every pair of similar rows. */
  Dataset<Row> rows() {
    Dataset<Row> left =
        groups.members().select(col(GROUP).as(DedupResult.LEFT), col(TextColumns.ROW).as("a"));
    Dataset<Row> right =
        groups.members().select(col(GROUP).as(DedupResult.RIGHT), col(TextColumns.ROW).as("b"));
    Dataset<Row> across =
        similar
            .join(left, new String[] {DedupResult.LEFT})
            .join(right, new String[] {DedupResult.RIGHT})
            .select(
                least(col("a"), col("b")).as(DedupResult.LEFT),
                greatest(col("a"), col("b")).as(DedupResult.RIGHT),
                col(DedupResult.SIMILARITY));
    Dataset<Row> inside =
        left.join(right, left.col(DedupResult.LEFT).equalTo(right.col(DedupResult.RIGHT)))
            .filter(col("a").lt(col("b")))
            .select(
                col("a").as(DedupResult.LEFT),
                col("b").as(DedupResult.RIGHT),
                lit(1.0).as(DedupResult.SIMILARITY));
    return across.union(inside);
  }

  /** Returns the number of {@link #rows} without computing them. */
  long count() {
    Dataset<Row> sizes = groups.groups().select(col(GROUP), col(SIZE));
    Dataset<Row> across =
        similar
            .join(
                sizes.select(col(GROUP).as(DedupResult.LEFT), col(SIZE).as("m")),
                new String[] {DedupResult.LEFT})
            .join(
                sizes.select(col(GROUP).as(DedupResult.RIGHT), col(SIZE).as("n")),
                new String[] {DedupResult.RIGHT})
            .agg(sum(col("m").multiply(col("n"))));
    Dataset<Row> inside = groups.groups().agg(sum(expr("size * (size - 1) div 2")));
    return total(across) + total(inside);
  }

  private static long total(Dataset<Row> sum) {
    Row row = sum.first();
    return row.isNullAt(0) ? 0 : row.getLong(0);
  }
}
