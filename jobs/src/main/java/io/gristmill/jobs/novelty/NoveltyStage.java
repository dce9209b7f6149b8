package io.gristmill.jobs.novelty;

import static io.gristmill.jobs.table.ExamplesTable.ID;
import static io.gristmill.jobs.table.ExamplesTable.METADATA;
import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.ConfiguredStage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.stage.TableSource;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Drops rows whose ROUGE-L F-measure with an earlier kept row, or with an example of {@code
 * compare-with}, exceeds the threshold; rows are decided in order of position, as in Self-Instruct.
 * Input: {@link ExamplesTable}. Output: the kept rows; rejects with rule {@code too-similar}, the
 * F-measure and, as witness id, the id of the most similar accepted row.
 */
public final class NoveltyStage extends ConfiguredStage {

  static final String RULE = "too-similar";
  private static final String POOL_TEXT = "pool";

  private final NoveltyConfig config;
  private final Optional<TableSource> pools;

  /**
   * @param pools the examples of {@code compare-with}, if any
   */
  public NoveltyStage(NoveltyConfig config, Optional<TableSource> pools, Settings settings) {
    super(
        "novelty",
        4,
        settings.canonical("novelty") + pools.map(TableSource::fingerprint).orElse(""));
    this.config = config;
    this.pools = pools;
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    Dataset<Row> pool = pool(context);
    Row last = pool.agg(max(POSITION)).first();
    long poolSize = last.isNullAt(0) ? 0 : last.getLong(0) + 1;
    NoveltyResult result =
        new NoveltyFilter(config, context)
            .filter(
                config.compareField().key(),
                NoveltyFilter.texts(pool, col(POSITION), config.compareField().text(), 0)
                    .union(
                        NoveltyFilter.texts(
                            examples, col(POSITION), config.compareField().text(), poolSize)),
                poolSize);
    Dataset<Row> rejected =
        result.rejected().withColumn(POSITION, col(NoveltyResult.ROW).minus(lit(poolSize)));
    Dataset<Row> kept = examples.join(rejected.select(POSITION), POSITION, "left_anti");
    return StageResult.of(
            (config.writesScores() ? withScores(kept, result, poolSize) : kept)
                .select(DataFrames.columns(ExamplesTable.SCHEMA)),
            rejects(examples, rejected, matchIds(pool, examples, poolSize)))
        .withFacts(result::facts);
  }

  /** Reads the pool once, since it is used three times. */
  private Dataset<Row> pool(StageContext context) {
    return pools
        .map(source -> context.materialize("pool", source.read(context)))
        .orElseGet(() -> DataFrames.empty(context.spark(), ExamplesTable.SCHEMA));
  }

  /** Returns (row, id) of every possible match. */
  private static Dataset<Row> matchIds(Dataset<Row> pool, Dataset<Row> examples, long poolSize) {
    return pool.select(
            col(POSITION).as(NoveltyResult.MATCH),
            col(ID).as(RejectsTable.WITNESS_ID),
            lit(true).as(POOL_TEXT))
        .union(
            examples.select(
                col(POSITION).plus(lit(poolSize)).as(NoveltyResult.MATCH), col(ID), lit(false)));
  }

  private Dataset<Row> rejects(
      Dataset<Row> examples, Dataset<Row> rejected, Dataset<Row> matchIds) {
    Column detail =
        concat(
            lit(config.compareField().key() + ", like "),
            when(col(POOL_TEXT), lit("a pool entry"))
                .otherwise(
                    concat(lit("position "), col(NoveltyResult.MATCH).minus(col("offset")))));
    return examples
        .join(rejected.withColumn("offset", col(NoveltyResult.ROW).minus(col(POSITION))), POSITION)
        .join(matchIds, NoveltyResult.MATCH)
        .select(
            RejectsTable.columns(
                examples,
                name(),
                lit(RULE),
                col(NoveltyResult.SCORE),
                lit(config.threshold()),
                col(RejectsTable.WITNESS_ID),
                detail));
  }

  private Dataset<Row> withScores(Dataset<Row> kept, NoveltyResult result, long poolSize) {
    Dataset<Row> scores =
        result
            .scores()
            .withColumn(POSITION, col(NoveltyResult.ROW).minus(lit(poolSize)))
            .drop(NoveltyResult.ROW);
    String added =
        "map_filter(map('avg_similarity_score', avg_similarity_score, 'max_score', max_score,"
            + " 'most_similar', most_similar), (k, v) -> v is not null)";
    String sorted =
        "map_from_entries(array_sort(map_entries(map_concat(map_filter("
            + METADATA
            + ", (k, v) -> not array_contains(map_keys(added), k)), added))))";
    return kept.join(scores, POSITION, "left_outer")
        .withColumn(
            "added", coalesce(expr(added), expr("map_filter(" + METADATA + ", (k, v) -> false)")))
        .withColumn(METADATA, expr(sorted));
  }
}
