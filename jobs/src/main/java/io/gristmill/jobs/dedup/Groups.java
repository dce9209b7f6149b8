package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.task.Iterators;
import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.GramCounts;
import io.gristmill.similarity.cosine.NearDuplicateFinder;
import io.gristmill.similarity.cosine.NgramRange;
import java.util.Iterator;
import java.util.function.BiFunction;
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
          .add(TextColumns.ROW, LongType, false)
          .add(KEY, StringType, false)
          .add(REMOVABLE, BooleanType, false)
          .add(TextColumns.RANK, DoubleType, false)
          .add(GRAMS, IntegerType, false);

  /**
   * @param texts (position, text, rank)
   * @param saved materializes a table under a name
   */
  static Groups of(
      Dataset<Row> texts, NgramRange range, BiFunction<String, Dataset<Row>, Dataset<Row>> saved) {
    MapPartitionsFunction<Row, Row> keys = rows -> keyed(rows, range);
    Dataset<Row> keyed =
        saved
            .apply("keys", texts.mapPartitions(keys, Encoders.row(KEYED)))
            .filter(col(KEY).notEqual(lit("")));
    Dataset<Row> firsts =
        keyed
            .groupBy(KEY)
            .agg(
                coalesce(min(when(col(REMOVABLE), col(TextColumns.ROW))), min(TextColumns.ROW))
                    .as(GROUP),
                count(lit(1)).as(SIZE),
                max(REMOVABLE).as(REMOVABLE),
                max(expr(PartPlan.weightOf(GRAMS))).as(WEIGHT));
    Dataset<Row> members =
        keyed
            .join(firsts.select(KEY, GROUP), new String[] {KEY})
            .select(col(TextColumns.ROW), col(GROUP), col(REMOVABLE), col(TextColumns.RANK));
    return new Groups(
        saved.apply("members", members),
        saved.apply("groups", firsts.select(GROUP, SIZE, REMOVABLE, WEIGHT)));
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

  /** Returns the groups that removals are decided for. */
  Dataset<Row> removable() {
    return groups.filter(col(REMOVABLE));
  }
}
