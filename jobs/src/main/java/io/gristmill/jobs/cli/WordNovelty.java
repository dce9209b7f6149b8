package io.gristmill.jobs.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.job.TextNovelty;
import io.gristmill.metric.WordPool;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The judgement of a recipe that compares words, one text after the other in the driver: the texts
 * of a recipe that makes one a request are few beside the requests. Memory is that of the words of
 * all of them.
 *
 * @param threshold a text goes that is more similar to one before it that stays
 */
record WordNovelty(double threshold) implements TextNovelty {

  private static final StructType REJECTED =
      new StructType()
          .add(ROW, LongType, false)
          .add(WITNESS, LongType, false)
          .add(SCORE, DoubleType, false);

  private static final StructType NO_STATISTICS = new StructType().add(ROW, LongType, false);

  @Override
  public String fingerprint() {
    return "word-jaccard " + threshold;
  }

  @Override
  public Found judge(StageContext context, Dataset<Row> texts, long poolSize) {
    WordPool pool = new WordPool();
    List<Row> rejected = new ArrayList<>();
    Iterator<Row> ordered = texts.select(ROW, TEXT).orderBy(col(ROW)).toLocalIterator();
    while (ordered.hasNext()) {
      Row row = ordered.next();
      long number = row.getLong(0);
      Optional<WordPool.Match> similar =
          number < poolSize ? Optional.empty() : pool.mostSimilar(row.getString(1), threshold);
      similar.ifPresentOrElse(
          match ->
              rejected.add(RowFactory.create(number, Long.valueOf(match.id()), match.similarity())),
          () -> pool.add(Long.toString(number), row.getString(1)));
    }
    return new Found(
        context.spark().createDataFrame(rejected, REJECTED),
        context.spark().createDataFrame(List.<Row>of(), NO_STATISTICS));
  }
}
