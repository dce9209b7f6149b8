package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.task.TaskFacts;
import io.gristmill.jobs.task.TaskThreads;
import io.gristmill.similarity.cosine.NgramVocabulary;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Finds near-duplicates in one task with several threads, without a shuffle and without data on the
 * driver. The texts must fit into the memory of the task, about 40 bytes per character.
 */
final class LocalDedup {

  /** Removals, pairs and facts in one table, since one task yields all of them. */
  static final StructType FOUND =
      new StructType()
          .add(TaskFacts.KIND, StringType, false)
          .add(DedupResult.LEFT, LongType, true)
          .add(DedupResult.RIGHT, LongType, true)
          .add(DedupResult.SIMILARITY, DoubleType, true)
          .add(TaskFacts.DETAIL, StringType, true);

  private final DedupConfig config;
  private final SparkSession spark;
  private final String scratch;
  private final @Nullable NgramVocabulary frozen;

  LocalDedup(
      DedupConfig config, SparkSession spark, String scratch, @Nullable NgramVocabulary frozen) {
    this.config = config;
    this.spark = spark;
    this.scratch = scratch;
    this.frozen = frozen;
  }

  DedupResult find(Dataset<Row> texts, boolean remove) {
    Broadcast<NgramVocabulary> shared =
        frozen == null
            ? null
            : JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(frozen);
    int threads = TaskThreads.of(spark, config.threads());
    MapPartitionsFunction<Row, Row> search =
        new LocalDedupTask(config, remove, threads, shared)::run;
    try {
      texts
          .coalesce(1)
          .mapPartitions(search, Encoders.row(FOUND))
          .write()
          .parquet(scratch + "/found");
    } finally {
      if (shared != null) {
        shared.destroy();
      }
    }
    Dataset<Row> found = spark.read().schema(FOUND).parquet(scratch + "/found");
    Dataset<Row> removals =
        found
            .filter(col(TaskFacts.KIND).equalTo(lit(LocalDedupTask.REMOVAL)))
            .select(
                col(DedupResult.RIGHT).as(DedupResult.ROW),
                col(DedupResult.LEFT).as(DedupResult.MATCH),
                col(DedupResult.SIMILARITY));
    Dataset<Row> pairs =
        found
            .filter(col(TaskFacts.KIND).equalTo(lit(LocalDedupTask.PAIR)))
            .select(col(DedupResult.LEFT), col(DedupResult.RIGHT), col(DedupResult.SIMILARITY));
    return new DedupResult(
        removals, config.writePairs() ? Optional.of(pairs) : Optional.empty(), TaskFacts.of(found));
  }
}
