package io.gristmill.jobs.novelty;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.task.TaskFacts;
import io.gristmill.jobs.task.TaskThreads;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Applies the novelty filter in one task with several threads, without data on the driver. */
final class LocalNovelty {

  static final StructType FOUND =
      new StructType()
          .add(TaskFacts.KIND, StringType, false)
          .add(NoveltyResult.ROW, LongType, true)
          .add(NoveltyResult.MATCH, LongType, true)
          .add(NoveltyResult.SCORE, DoubleType, true)
          .add(NoveltyResult.MAX_SCORE, StringType, true)
          .add(NoveltyResult.MOST_SIMILAR, StringType, true)
          .add(NoveltyResult.AVERAGE_SCORE, StringType, true)
          .add(TaskFacts.DETAIL, StringType, true);

  private final NoveltyConfig config;
  private final SparkSession spark;
  private final String scratch;

  LocalNovelty(NoveltyConfig config, SparkSession spark, String scratch) {
    this.config = config;
    this.spark = spark;
    this.scratch = scratch;
  }

  NoveltyResult filter(Dataset<Row> texts, long poolSize) {
    int threads = TaskThreads.of(spark, config.threads());
    MapPartitionsFunction<Row, Row> judge = new LocalNoveltyTask(config, poolSize, threads)::run;
    texts.coalesce(1).mapPartitions(judge, Encoders.row(FOUND)).write().parquet(scratch + "/found");
    Dataset<Row> found = spark.read().schema(FOUND).parquet(scratch + "/found");
    return new NoveltyResult(
        found
            .filter(col(TaskFacts.KIND).equalTo(lit(LocalNoveltyTask.REJECTED)))
            .select(NoveltyResult.ROW, NoveltyResult.MATCH, NoveltyResult.SCORE),
        found
            .filter(col(TaskFacts.KIND).equalTo(lit(LocalNoveltyTask.SCORES)))
            .select(
                NoveltyResult.ROW,
                NoveltyResult.MAX_SCORE,
                NoveltyResult.MOST_SIMILAR,
                NoveltyResult.AVERAGE_SCORE),
        TaskFacts.of(found));
  }
}
