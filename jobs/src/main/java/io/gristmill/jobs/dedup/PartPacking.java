package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.jobs.task.Iterators;
import io.gristmill.similarity.cosine.CutFinder;
import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.JoinCost;
import io.gristmill.similarity.cosine.JoinTuning;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.PackedPart;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;

/**
 * Packs groups into parts of about equal weight that are ranges of a key, with one shuffle.
 *
 * @param texts (position, text) of at least the groups to pack
 */
record PartPacking(
    DedupConfig config, PackedFiles files, Dataset<Row> texts, Broadcast<SharedVocabulary> shared) {

  private static final String KEY = "key";
  private static final String ZONE = "zone";
  private static final String PART = "part";

  private static final StructType ZONES =
      new StructType()
          .add(DedupSearch.ROW, LongType, false)
          .add(Groups.WEIGHT, LongType, false)
          .add(ZONE, IntegerType, false);

  /** Returns groups for {@link #pack}, keyed by position. */
  Dataset<Row> byPosition(Dataset<Row> groups) {
    return groups.select(
        col(Groups.GROUP).as(DedupSearch.ROW),
        col(Groups.GROUP).as(KEY),
        col(Groups.WEIGHT),
        lit(0).as(ZONE));
  }

  /**
   * Returns groups for {@link #pack}, keyed by cut, so that the texts of a part are indexed alike;
   * within a cut they are spread evenly.
   */
  Dataset<Row> byZone(Dataset<Row> groups, JoinTuning tuning) {
    Dataset<Row> wanted = groups.select(col(Groups.GROUP).as(DedupSearch.ROW), col(Groups.WEIGHT));
    Column spread = xxhash64(col(DedupSearch.ROW)).bitwiseAND(lit(0xFFFF_FFFFL));
    return new CutZones(config.threshold(), config.ngramRange(), tuning, shared)
        .of(texts.join(wanted, DedupSearch.ROW))
        .select(
            col(DedupSearch.ROW),
            shiftleft(col(ZONE).cast(LongType), Integer.SIZE).plus(spread).as(KEY),
            col(Groups.WEIGHT),
            col(ZONE));
  }

  /**
   * Packs groups.
   *
   * @param keyed (position, key, weight, zone); read twice
   * @return the parts in the order of their keys
   */
  List<JoinPart> pack(Dataset<Row> keyed) {
    PartPlan plan =
        PartPlan.of(keyed.select(col(KEY), col(Groups.WEIGHT)), config.partitionChars());
    UDF1<Long, Integer> partOf = plan::partOf;
    Dataset<Row> numbered =
        keyed.select(
            col(DedupSearch.ROW), udf(partOf, IntegerType).apply(col(KEY)).as(PART), col(ZONE));
    FlatMapFunction<Iterator<Row>, JoinPart> pack =
        new PartPacker(files, config.ngramRange(), shared)::pack;
    List<JoinPart> parts =
        new ArrayList<>(
            texts
                .join(numbered, DedupSearch.ROW)
                .select(PART, DedupSearch.ROW, DedupSearch.TEXT, ZONE)
                .repartition(plan.size(), col(PART))
                .sortWithinPartitions(PART, DedupSearch.ROW)
                .javaRDD()
                .mapPartitions(pack)
                .collect()); // one small record per part
    parts.sort(Comparator.comparingInt(part -> part.file().number()));
    return parts;
  }

  /**
   * Computes the cut of each text, the first zone that is not indexed. Parts that are ranges of
   * cuts hold texts that are indexed alike, which about halves the work of the join compared with
   * mixed parts.
   */
  private record CutZones(
      double threshold, NgramRange range, JoinTuning tuning, Broadcast<SharedVocabulary> shared)
      implements Serializable {

    /**
     * @param texts (position, text, weight)
     * @return (position, weight, zone)
     */
    Dataset<Row> of(Dataset<Row> texts) {
      MapPartitionsFunction<Row, Row> zones = this::zones;
      return texts
          .select(DedupSearch.ROW, DedupSearch.TEXT, Groups.WEIGHT)
          .mapPartitions(zones, Encoders.row(ZONES));
    }

    private Iterator<Row> zones(Iterator<Row> rows) {
      GramCounter counter = new GramCounter(range);
      CutFinder finder =
          new CutFinder(shared.value().vocabulary(), shared.value().order(), tuning, threshold);
      return Iterators.map(
          rows,
          row ->
              RowFactory.create(
                  row.getLong(0), row.getLong(2), finder.zone(counter.count(row.getString(1)))));
    }
  }

  /** Packs the texts of a Spark partition, one file per part. */
  private record PartPacker(PackedFiles files, NgramRange range, Broadcast<SharedVocabulary> shared)
      implements Serializable {

    /**
     * Packs texts into parts.
     *
     * @param rows (part, position, text, zone), sorted
     */
    Iterator<JoinPart> pack(Iterator<Row> rows) {
      GramCounter counter = new GramCounter(range);
      List<JoinPart> parts = new ArrayList<>();
      PackedPart.Packer packer = packer();
      int number = -1;
      long zones = 0;
      while (rows.hasNext()) {
        Row row = rows.next();
        if (row.getInt(0) != number) {
          finish(number, packer, zones, parts);
          packer = packer();
          number = row.getInt(0);
          zones = 0;
        }
        packer.add(row.getLong(1), counter.count(row.getString(2)));
        zones += row.getInt(3);
      }
      finish(number, packer, zones, parts);
      return parts.iterator();
    }

    private PackedPart.Packer packer() {
      return new PackedPart.Packer(shared.value().vocabulary());
    }

    private void finish(int number, PackedPart.Packer packer, long zones, List<JoinPart> parts) {
      if (packer.size() > 0) {
        PackedPart part = packer.pack();
        String file = files.write(number, part);
        parts.add(
            new JoinPart(
                new PartFiles.Part(number, file, part.size(), part.entries()),
                JoinCost.shape(part, shared.value().order(), (int) (zones / part.size()))));
      }
    }
  }
}
