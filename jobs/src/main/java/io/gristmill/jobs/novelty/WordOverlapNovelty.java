package io.gristmill.jobs.novelty;

import static org.apache.spark.sql.types.DataTypes.LongType;

import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.TextNovelty;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.task.Iterators;
import io.gristmill.metric.WordPool;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Rejects texts whose word overlap (Jaccard similarity) with an earlier kept text exceeds a
 * threshold. One Spark task compares all texts in order, because a recipe with one text per request
 * yields few of them; it holds the words of all texts in memory.
 *
 * @param threshold the similarity above which a text is rejected
 */
public record WordOverlapNovelty(double threshold) implements TextNovelty {

  private static final StructType NO_STATISTICS = new StructType().add(ROW, LongType, false);

  @Override
  public String fingerprint() {
    return "word-jaccard " + threshold;
  }

  @Override
  public Judgement judge(StageContext context, Dataset<Row> texts, long poolSize) {
    double most = threshold;
    MapPartitionsFunction<Row, Row> judge = rows -> rejected(rows, poolSize, most);
    Dataset<Row> rejected =
        texts
            .select(ROW, TEXT)
            .repartition(1)
            .sortWithinPartitions(ROW)
            .mapPartitions(judge, Encoders.row(NoveltyResult.REJECTED));
    return new Judgement(
        context.materialize("words", rejected), DataFrames.empty(context.spark(), NO_STATISTICS));
  }

  private static Iterator<Row> rejected(Iterator<Row> ordered, long poolSize, double threshold) {
    WordPool pool = new WordPool();
    return Iterators.mapPresent(ordered, row -> judged(pool, row, poolSize, threshold));
  }

  private static @Nullable Row judged(WordPool pool, Row row, long poolSize, double threshold) {
    long number = row.getLong(0);
    Optional<WordPool.Match> similar =
        number < poolSize ? Optional.empty() : pool.findMostSimilar(row.getString(1), threshold);
    if (similar.isEmpty()) {
      pool.add(Long.toString(number), row.getString(1));
    }
    return similar
        .map(match -> RowFactory.create(number, Long.valueOf(match.id()), match.similarity()))
        .orElse(null);
  }
}
