package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Divides rows into parts that are ranges of a key and weigh about the same, as far as single rows
 * allow. Sums weights exactly over intervals and refines these until none is a large fraction of a
 * part. The driver holds a few numbers per part.
 *
 * @param starts first key of each part, ascending
 */
record PartPlan(long[] starts) implements Serializable {

  private static final int FIRST = 1024; // initial number of intervals
  private static final int FINER = 64; // intervals that a refined interval is split into
  private static final int SHARE = 16; // an interval is fine enough at 1/16 of a part

  /** Memory per vector, in characters' worth of n-grams. */
  private static final int TEXT = 10;

  /**
   * Returns an SQL expression for the weight of a text: characters of ordinary text, which has two
   * distinct n-grams per character.
   */
  static String weightOf(String grams) {
    return "cast(ceil(" + grams + " / 2.0) as bigint) + " + TEXT;
  }

  static long weightOf(long texts, long grams) {
    return (grams + 1) / 2 + TEXT * texts;
  }

  /**
   * Plans parts.
   *
   * @param rows (key, weight), keys not negative
   * @param limit maximum weight of a part, >= 1
   */
  static PartPlan of(Dataset<Row> rows, long limit) {
    String key = rows.columns()[0];
    Row range = rows.agg(min(key), max(key)).first();
    if (range.isNullAt(0)) {
      return new PartPlan(new long[] {0});
    }
    long end = range.getLong(1);
    long[] starts = split(range.getLong(0), end, FIRST).toArray();
    while (true) {
      long[] sums = sums(rows, starts);
      long[] finer = refine(starts, sums, end, Math.max(1, limit / SHARE));
      if (finer.length == starts.length) {
        return merge(starts, sums, limit);
      }
      starts = finer;
    }
  }

  /** Returns the starts of at most {@code count} intervals between two keys, both inclusive. */
  private static LongStream split(long first, long last, int count) {
    long step = Math.max(1, (last - first) / count + 1);
    return LongStream.iterate(first, start -> start <= last && start >= first, s -> s + step);
  }

  private static long[] sums(Dataset<Row> rows, long[] starts) {
    FlatMapFunction<Iterator<Row>, long[]> perPartition =
        part -> List.of(sum(part, new PartPlan(starts))).iterator();
    Function2<long[], long[], long[]> add = PartPlan::add;
    JavaRDD<long[]> sums = rows.javaRDD().mapPartitions(perPartition);
    return sums.treeAggregate(new long[starts.length], add, add);
  }

  private static long[] sum(Iterator<Row> rows, PartPlan intervals) {
    long[] sums = new long[intervals.size()];
    while (rows.hasNext()) {
      Row row = rows.next();
      sums[intervals.partOf(row.getLong(0))] += row.getLong(1);
    }
    return sums;
  }

  private static long[] add(long[] left, long[] right) {
    long[] sum = left.clone();
    Arrays.setAll(sum, k -> left[k] + right[k]);
    return sum;
  }

  private static long[] refine(long[] starts, long[] sums, long end, long max) {
    LongStream.Builder finer = LongStream.builder();
    for (int k = 0; k < starts.length; k++) {
      long last = k + 1 < starts.length ? starts[k + 1] - 1 : end;
      split(starts[k], last, sums[k] > max ? FINER : 1).forEach(finer);
    }
    return finer.build().toArray();
  }

  /** Merges neighboring intervals up to an equal share of the total weight. */
  private static PartPlan merge(long[] starts, long[] sums, long limit) {
    long total = Arrays.stream(sums).sum();
    long parts = Math.max(1, (total + limit - 1) / limit);
    long share = (total + parts - 1) / parts;
    LongStream.Builder merged = LongStream.builder();
    long weight = 0;
    for (int k = 0; k < starts.length; k++) {
      if (k == 0 || weight > 0 && weight + sums[k] > share) {
        merged.add(starts[k]);
        weight = 0;
      }
      weight += sums[k];
    }
    return new PartPlan(merged.build().toArray());
  }

  int size() {
    return starts.length;
  }

  /** Returns the part of a key; keys before the first start belong to the first part. */
  int partOf(long key) {
    int found = Arrays.binarySearch(starts, key);
    return Math.max(0, found >= 0 ? found : -found - 2);
  }
}
