package io.gristmill.jobs.dedup;

import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.GramDocumentFrequencies;
import io.gristmill.similarity.cosine.NgramRange;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Document frequencies of the n-grams of a table, counted per partition and merged. */
final class GramFrequencies {

  private GramFrequencies() {}

  static GramDocumentFrequencies of(Dataset<Row> texts, NgramRange range) {
    FlatMapFunction<Iterator<Row>, GramDocumentFrequencies> count =
        rows -> List.of(count(rows, range)).iterator();
    return merged(texts.select(DedupSearch.TEXT).javaRDD().mapPartitions(count));
  }

  /** Merges the counts of all partitions in a tree. */
  static GramDocumentFrequencies merged(JavaRDD<GramDocumentFrequencies> partial) {
    Function2<GramDocumentFrequencies, GramDocumentFrequencies, GramDocumentFrequencies> merge =
        GramDocumentFrequencies::merge;
    // Aggregates, since a reduction fails on a table without partitions.
    return partial.treeAggregate(new GramDocumentFrequencies(), merge, merge);
  }

  private static GramDocumentFrequencies count(Iterator<Row> rows, NgramRange range) {
    GramCounter counter = new GramCounter(range);
    GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
    while (rows.hasNext()) {
      frequencies.add(counter.count(rows.next().getString(0)), 1);
    }
    return frequencies;
  }
}
