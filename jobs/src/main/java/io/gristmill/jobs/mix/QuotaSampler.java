package io.gristmill.jobs.mix;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;

import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.mix.MixPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds, for each source, the k-th smallest of its rows by (key, position), without sorting the
 * source and without collecting rows on the driver.
 *
 * <ol>
 *   <li>Builds a histogram of each source over the leading 12 bits of the key (4096 buckets).
 *   <li>Finds the bucket of the k-th row, and its rank in that bucket, by running sums over the
 *       buckets.
 *   <li>Ranks only the rows of that bucket.
 * </ol>
 *
 * Exact for any keys; a uniform distribution only keeps the bucket small.
 */
final class QuotaSampler {

  static final String SOURCE = "_source";
  static final String KEY = "_key";
  private static final int SHIFT = 52; // leaves the leading 12 of 64 bits
  private static final String BUCKET = "_bucket";
  private static final String ROWS = "_rows";
  private static final String UP_TO = "_up_to";
  private static final String TAKE = "_take";
  private static final String RANK = "_rank";

  private static final StructType TAKES =
      new StructType()
          .add(SOURCE, DataTypes.StringType, false)
          .add(TAKE, DataTypes.LongType, false);

  private static final Row BEFORE_ALL = RowFactory.create("", Long.MIN_VALUE, -1L);

  /**
   * The sample taken from a source.
   *
   * @param size number of rows in the source
   * @param quota number of rows sampled, including copies
   * @param copiesEach number of times that each row is sampled
   * @param cutoffKey key of the last row that is sampled once more
   * @param cutoffPosition its position, which breaks ties between rows with the same id
   */
  record Sample(long size, long quota, long copiesEach, long cutoffKey, long cutoffPosition)
      implements Serializable {

    long copies(long key, long position) {
      boolean once = key < cutoffKey || (key == cutoffKey && position <= cutoffPosition);
      return copiesEach + (once ? 1 : 0);
    }
  }

  private final Dataset<Row> keyed;
  private final Dataset<Row> histogram;

  /**
   * @param keyed rows with {@link #SOURCE}, {@link #KEY} and a position
   * @param path folder of the histogram
   */
  QuotaSampler(Dataset<Row> keyed, String path) {
    this.keyed = keyed.withColumn(BUCKET, shiftright(col(KEY), SHIFT));
    Dataset<Row> counted = this.keyed.groupBy(SOURCE, BUCKET).agg(count(lit(1)).as(ROWS));
    this.histogram = DataFrames.materialize(counted, path);
  }

  Map<String, Long> sizes() {
    Map<String, Long> sizes = new HashMap<>();
    histogram
        .groupBy(SOURCE)
        .agg(sum(ROWS))
        .limit(MixStage.MAX_SOURCES + 1) // one more, to detect that there are too many
        .collectAsList() // one row per source
        .forEach(row -> sizes.put(row.getString(0), row.getLong(1)));
    return sizes;
  }

  Map<String, Sample> samples(MixPlan plan) {
    Map<String, Row> cutoffs = cutoffs(plan);
    Map<String, Sample> samples = new HashMap<>();
    plan.sizes()
        .forEach(
            (name, size) -> {
              Row cutoff = cutoffs.getOrDefault(name, BEFORE_ALL);
              samples.put(
                  name,
                  new Sample(
                      size,
                      plan.quota(name),
                      plan.copies(name, false),
                      cutoff.getLong(1),
                      cutoff.getLong(2)));
            });
    return samples;
  }

  /**
   * The last row (source, key, position) of each source that is sampled once more than the rest.
   */
  private Map<String, Row> cutoffs(MixPlan plan) {
    List<Row> takes = new ArrayList<>();
    plan.quotas().keySet().stream()
        .filter(name -> plan.extra(name) > 0)
        .forEach(name -> takes.add(RowFactory.create(name, plan.extra(name))));
    Dataset<Row> wanted = keyed.sparkSession().createDataFrame(takes, TAKES);
    Dataset<Row> buckets =
        histogram
            .withColumn(UP_TO, sum(ROWS).over(Window.partitionBy(SOURCE).orderBy(BUCKET)))
            .join(wanted, SOURCE)
            .filter(col(TAKE).leq(col(UP_TO)).and(col(TAKE).gt(col(UP_TO).minus(col(ROWS)))))
            .select(
                col(SOURCE), col(BUCKET), col(TAKE).minus(col(UP_TO).minus(col(ROWS))).as(TAKE));
    Map<String, Row> cutoffs = new HashMap<>();
    keyed
        .join(buckets, new String[] {SOURCE, BUCKET})
        .withColumn(
            RANK,
            row_number().over(Window.partitionBy(SOURCE).orderBy(KEY, ExamplesTable.POSITION)))
        .filter(col(RANK).equalTo(col(TAKE)))
        .select(SOURCE, KEY, ExamplesTable.POSITION)
        .collectAsList() // one row per source
        .forEach(row -> cutoffs.put(row.getString(0), row));
    return cutoffs;
  }
}
