package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.check.Require;
import io.gristmill.similarity.cosine.GramDocumentFrequencies;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.NgramVocabulary;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Stores a vocabulary as two Parquet tables: {@code grams} (code, n-gram as readable text, document
 * frequency) and {@code totals} (number of documents, number of n-grams). Tasks write and read
 * them.
 */
public final class VocabularyFiles {

  private static final String GRAMS = "/grams";
  private static final String TOTALS = "/totals";
  private static final int SLICE = 1 << 17;

  private static final StructType GRAM =
      new StructType()
          .add("code", LongType, false)
          .add("gram", StringType, false)
          .add("document_frequency", IntegerType, false);

  private static final StructType TOTAL =
      new StructType().add("documents", IntegerType, false).add("grams", IntegerType, false);

  private VocabularyFiles() {}

  public static void write(SparkSession spark, NgramVocabulary vocabulary, String path) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<NgramVocabulary> shared = context.broadcast(vocabulary);
    try {
      List<Integer> starts =
          IntStream.iterate(0, start -> start < vocabulary.size(), start -> start + SLICE)
              .boxed()
              .toList();
      FlatMapFunction<Integer, Row> grams = start -> slice(shared.value(), start);
      JavaRDD<Row> rows = context.parallelize(starts, Math.max(1, starts.size())).flatMap(grams);
      spark.createDataFrame(rows, GRAM).write().parquet(path + GRAMS);
    } finally {
      shared.destroy();
    }
    Row totals = RowFactory.create(vocabulary.documents(), vocabulary.size());
    spark.createDataFrame(List.of(totals), TOTAL).write().parquet(path + TOTALS);
  }

  private static Iterator<Row> slice(NgramVocabulary vocabulary, int start) {
    int end = Math.min(vocabulary.size(), start + SLICE);
    return IntStream.range(start, end)
        .mapToObj(
            id ->
                RowFactory.create(
                    vocabulary.code(id),
                    NgramRange.text(vocabulary.code(id)),
                    vocabulary.frequency(id)))
        .iterator();
  }

  /**
   * Reads a vocabulary.
   *
   * @throws IllegalArgumentException if n-grams are missing
   */
  public static NgramVocabulary read(SparkSession spark, String path) {
    Row totals = spark.read().schema(TOTAL).parquet(path + TOTALS).first();
    FlatMapFunction<Iterator<Row>, GramDocumentFrequencies> put =
        rows -> List.of(put(rows)).iterator();
    JavaRDD<GramDocumentFrequencies> partial =
        spark.read().schema(GRAM).parquet(path + GRAMS).javaRDD().mapPartitions(put);
    NgramVocabulary vocabulary =
        GramDocumentFrequencies.restore(totals.getInt(0))
            .merge(GramFrequencies.merged(partial))
            .toVocabulary();
    Require.that(
        vocabulary.size() == totals.getInt(1),
        "%s must hold %d n-grams, was %d; the files are incomplete",
        path,
        totals.getInt(1),
        vocabulary.size());
    return vocabulary;
  }

  private static GramDocumentFrequencies put(Iterator<Row> rows) {
    GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
    while (rows.hasNext()) {
      Row row = rows.next();
      frequencies.put(row.getLong(0), row.getInt(2));
    }
    return frequencies;
  }
}
