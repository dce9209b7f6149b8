package io.gristmill.jobs.novelty;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.job.TaskFacts;
import io.gristmill.jobs.job.TaskThreads;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Judges all rows in one task with several threads; nothing on the driver. */
final class LocalEngine {

  static final StructType FOUND =
      new StructType()
          .add(TaskFacts.KIND, StringType, false)
          .add(Judged.ROW, LongType, true)
          .add(Judged.WITNESS, LongType, true)
          .add(Judged.SCORE, DoubleType, true)
          .add(Judged.MAX_SCORE, StringType, true)
          .add(Judged.MOST_SIMILAR, StringType, true)
          .add(Judged.AVERAGE, StringType, true)
          .add(TaskFacts.DETAIL, StringType, true);

  private final NoveltyConfig config;
  private final SparkSession spark;
  private final String scratch;

  LocalEngine(NoveltyConfig config, SparkSession spark, String scratch) {
    this.config = config;
    this.spark = spark;
    this.scratch = scratch;
  }

  Judged judge(Dataset<Row> texts, long poolSize) {
    int threads = TaskThreads.of(spark, config.threads());
    MapPartitionsFunction<Row, Row> judge = new LocalJudge(config, poolSize, threads)::judge;
    texts.coalesce(1).mapPartitions(judge, Encoders.row(FOUND)).write().parquet(scratch + "/found");
    Dataset<Row> found = spark.read().schema(FOUND).parquet(scratch + "/found");
    return new Judged(
        found
            .filter(col(TaskFacts.KIND).equalTo(lit(LocalJudge.REJECTED)))
            .select(Judged.ROW, Judged.WITNESS, Judged.SCORE),
        found
            .filter(col(TaskFacts.KIND).equalTo(lit(LocalJudge.STATISTICS)))
            .select(Judged.ROW, Judged.MAX_SCORE, Judged.MOST_SIMILAR, Judged.AVERAGE),
        TaskFacts.of(found));
  }
}
