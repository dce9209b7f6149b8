package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftleft;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.xxhash64;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import io.gristmill.similarity.cosine.JoinTuning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;

/**
 * Packs groups into parts of about equal weight that are ranges of a key, with one shuffle.
 *
 * @param texts (position, text) of at least the groups to pack
 */
record PartPacking(
    DedupConfig config, PackedFiles files, Dataset<Row> texts, Broadcast<SharedVocabulary> shared) {

  private static final String KEY = "key";

  /** Returns groups for {@link #pack}, keyed by position. */
  Dataset<Row> byPosition(Dataset<Row> groups) {
    return groups.select(
        col(Groups.GROUP).as(TextColumns.ROW),
        col(Groups.GROUP).as(KEY),
        col(Groups.WEIGHT),
        lit(0).as(CutZones.ZONE));
  }

  /**
   * Returns groups for {@link #pack}, keyed by cut, so that the texts of a part are indexed alike;
   * within a cut they are spread evenly.
   */
  Dataset<Row> byZone(Dataset<Row> groups, JoinTuning tuning) {
    Dataset<Row> wanted = groups.select(col(Groups.GROUP).as(TextColumns.ROW), col(Groups.WEIGHT));
    Column spread = xxhash64(col(TextColumns.ROW)).bitwiseAND(lit(0xFFFF_FFFFL));
    return new CutZones(config.threshold(), config.ngramRange(), tuning, shared)
        .of(texts.join(wanted, row()))
        .select(
            col(TextColumns.ROW),
            shiftleft(col(CutZones.ZONE).cast(LongType), Integer.SIZE).plus(spread).as(KEY),
            col(Groups.WEIGHT),
            col(CutZones.ZONE));
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
            col(TextColumns.ROW),
            udf(partOf, IntegerType).apply(col(KEY)).as(PartPacker.PART),
            col(CutZones.ZONE));
    FlatMapFunction<Iterator<Row>, JoinPart> pack =
        new PartPacker(files, config.ngramRange(), shared)::pack;
    List<JoinPart> parts =
        new ArrayList<>(
            texts
                .join(numbered, row())
                .select(PartPacker.PART, TextColumns.ROW, TextColumns.TEXT, CutZones.ZONE)
                .repartition(plan.size(), col(PartPacker.PART))
                .sortWithinPartitions(PartPacker.PART, TextColumns.ROW)
                .javaRDD()
                .mapPartitions(pack)
                .collect()); // one small record per part
    parts.sort(Comparator.comparingInt(part -> part.file().number()));
    return parts;
  }

  private static String[] row() {
    return new String[] {TextColumns.ROW};
  }
}
