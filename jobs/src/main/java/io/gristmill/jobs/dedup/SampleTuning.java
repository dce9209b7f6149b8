package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.GramCounts;
import io.gristmill.similarity.cosine.JoinSettings;
import io.gristmill.similarity.cosine.JoinTuning;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.PackedPart;
import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tunes the join once, in one task, on the groups that come first by a hash of their position. The
 * sample does not depend on partitions.
 *
 * @param threshold cosine threshold of the join
 * @param range lengths of the character n-grams
 * @param characters maximum weight of the sample (see {@link PartPlan#weightOf})
 * @param groups number of all groups
 */
record SampleTuning(
    double threshold,
    NgramRange range,
    long characters,
    long groups,
    Broadcast<SharedVocabulary> shared)
    implements Serializable {

  private static final int SAMPLE = 1000;

  /**
   * Tunes the join.
   *
   * @param ids (group) of the groups to sample
   * @param texts (position, text) of at least these groups
   */
  JoinTuning tune(Dataset<Row> ids, Dataset<Row> texts) {
    Dataset<Row> sample =
        ids.select(col(Groups.GROUP).as(DedupSearch.ROW))
            .orderBy(xxhash64(col(DedupSearch.ROW)), col(DedupSearch.ROW))
            .limit(SAMPLE);
    FlatMapFunction<Iterator<Row>, JoinTuning> tune = rows -> List.of(tune(rows)).iterator();
    return texts
        .select(DedupSearch.ROW, DedupSearch.TEXT)
        .join(broadcast(sample), DedupSearch.ROW)
        .repartition(1)
        .sortWithinPartitions(xxhash64(col(DedupSearch.ROW)), col(DedupSearch.ROW))
        .select(DedupSearch.ROW, DedupSearch.TEXT)
        .javaRDD()
        .mapPartitions(tune)
        .collect() // a single tuning
        .stream()
        .findFirst()
        .orElseGet(() -> tune(Collections.emptyIterator()));
  }

  private JoinTuning tune(Iterator<Row> rows) {
    GramCounter counter = new GramCounter(range);
    PackedPart.Packer sample = new PackedPart.Packer(shared.value().vocabulary());
    long weight = 0;
    while (rows.hasNext() && weight < characters) {
      Row row = rows.next();
      GramCounts counts = counter.count(row.getString(1));
      weight += PartPlan.weightOf(1, counts.size());
      sample.add(row.getLong(0), counts);
    }
    return JoinTuning.of(
        sample.pack().vectors(shared.value().vocabulary()),
        shared.value().order(),
        JoinSettings.of(threshold),
        groups);
  }
}
