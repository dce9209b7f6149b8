package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.task.Iterators;
import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.GramCounts;
import io.gristmill.similarity.cosine.NearDuplicateFinder;
import io.gristmill.similarity.cosine.NgramRange;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Rows grouped by equal n-gram counts, hence by equal vectors; a join processes each group once.
 * The id of a group is its first removable row, or else its first row; a row whose text normalizes
 * to nothing belongs to no group.
 *
 * @param members (position, group, removable, rank) of every row in a group
 * @param groups (group, size, removable, weight), where weight is the size of the group in a part
 */
record Groups(Dataset<Row> members, Dataset<Row> groups) {

  static final String GROUP = "group";
  static final String REMOVABLE = "removable";
  static final String SIZE = "size";
  static final String WEIGHT = "weight";
  private static final String KEY = "key";
  private static final String GRAMS = "grams";

  private static final StructType KEYED =
      new StructType()
          .add(DedupSearch.ROW, LongType, false)
          .add(KEY, StringType, false)
          .add(REMOVABLE, BooleanType, false)
          .add(DedupSearch.RANK, DoubleType, false)
          .add(GRAMS, IntegerType, false);

  /**
   * @param texts (position, text, rank)
   */
  static Groups of(StageContext context, Dataset<Row> texts, NgramRange range) {
    MapPartitionsFunction<Row, Row> keys = rows -> keyed(rows, range);
    Dataset<Row> keyed =
        context
            .materialize("keys", texts.mapPartitions(keys, Encoders.row(KEYED)))
            .filter(col(KEY).notEqual(""));
    Dataset<Row> firsts =
        keyed
            .groupBy(KEY)
            .agg(
                coalesce(min(when(col(REMOVABLE), col(DedupSearch.ROW))), min(DedupSearch.ROW))
                    .as(GROUP),
                count(lit(1)).as(SIZE),
                max(REMOVABLE).as(REMOVABLE),
                max(expr(PartPlan.weightOf(GRAMS))).as(WEIGHT));
    Dataset<Row> members =
        keyed
            .join(firsts.select(KEY, GROUP), KEY)
            .select(col(DedupSearch.ROW), col(GROUP), col(REMOVABLE), col(DedupSearch.RANK));
    return new Groups(
        context.materialize("members", members),
        context.materialize("groups", firsts.select(GROUP, SIZE, REMOVABLE, WEIGHT)));
  }

  private static Iterator<Row> keyed(Iterator<Row> rows, NgramRange range) {
    GramCounter counter = new GramCounter(range);
    return Iterators.map(
        rows,
        row -> {
          String text = row.getString(1);
          GramCounts counts = counter.count(text);
          return RowFactory.create(
              row.getLong(0),
              counts.isEmpty() ? "" : counts.identity(),
              NearDuplicateFinder.isRemovable(text),
              row.getDouble(2),
              counts.size());
        });
  }

  Dataset<Row> removable() {
    return groups.filter(col(REMOVABLE));
  }

  /**
   * Returns every pair of similar rows.
   *
   * @param similar (left, right, similarity) of groups
   */
  Dataset<Row> pairs(Dataset<Row> similar) {
    Dataset<Row> left =
        members.select(col(GROUP).as(DedupResult.LEFT), col(DedupSearch.ROW).as("a"));
    Dataset<Row> right =
        members.select(col(GROUP).as(DedupResult.RIGHT), col(DedupSearch.ROW).as("b"));
    Dataset<Row> across =
        similar
            .join(left, DedupResult.LEFT)
            .join(right, DedupResult.RIGHT)
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

  /** Returns the number of {@link #pairs} without computing them. */
  long countPairs(Dataset<Row> similar) {
    Dataset<Row> sizes = groups.select(col(GROUP), col(SIZE));
    Dataset<Row> across =
        similar
            .join(
                sizes.select(col(GROUP).as(DedupResult.LEFT), col(SIZE).as("m")), DedupResult.LEFT)
            .join(
                sizes.select(col(GROUP).as(DedupResult.RIGHT), col(SIZE).as("n")),
                DedupResult.RIGHT)
            .agg(sum(col("m").multiply(col("n"))));
    Dataset<Row> inside = groups.agg(sum(expr("size * (size - 1) div 2")));
    return total(across) + total(inside);
  }

  private static long total(Dataset<Row> sum) {
    Row row = sum.first();
    return row.isNullAt(0) ? 0 : row.getLong(0);
  }
}
