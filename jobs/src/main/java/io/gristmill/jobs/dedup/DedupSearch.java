package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.gristmill.jobs.job.StageContext;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.NgramVocabulary;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The search for near-duplicates among rows with one text each, on the engine that the settings ask
 * for: what the job and the Spark ML stage have in common.
 */
public final class DedupSearch {

  private final DedupConfig config;
  private final StageContext context;
  private final @Nullable NgramVocabulary frozen;

  /** A search with the idf of the texts themselves. */
  public DedupSearch(DedupConfig config, StageContext context) {
    this(config, context, null);
  }

  /**
   * A search with a given idf.
   *
   * @param frozen made by {@link #vocabulary} with the same n-grams, or null for that of the texts
   */
  public DedupSearch(DedupConfig config, StageContext context, @Nullable NgramVocabulary frozen) {
    this.config = config;
    this.context = context;
    this.frozen = frozen;
  }

  /**
   * The texts to compare: rows without a value are left out, as they count nowhere.
   *
   * @param position a long, different in every row and not negative: who is earlier
   * @param text the empty string where a row has no value
   * @param best for {@code components}: see {@link #rankScore}
   */
  public static Dataset<Row> texts(Dataset<Row> rows, Column position, Column text, Column best) {
    return rows.select(
            position.as(TextColumns.ROW), text.as(TextColumns.TEXT), best.as(TextColumns.RANK))
        .filter(col(TextColumns.TEXT).notEqual(lit("")));
  }

  /** A score that makes rows the best of their component; rows without a number are the worst. */
  public static Column rankScore(Column score) {
    // Zero has one sign, as sorting on a cluster and comparing in a task would differ on it.
    return coalesce(
        when(score.equalTo(lit(0.0)), lit(0.0)).when(not(score.isNaN()), score),
        lit(Double.NEGATIVE_INFINITY));
  }

  /** The vocabulary of some {@link #texts}, with the document frequencies that make their idf. */
  public static NgramVocabulary vocabulary(Dataset<Row> texts, NgramRange range) {
    return GramFrequencies.of(texts, range).toVocabulary();
  }

  /**
   * Searches.
   *
   * @param name of what is compared, for the display and the folder of intermediate tables
   * @param texts see {@link #texts}
   * @param remove whether rows are to go, or similar pairs are to be reported only
   */
  public DedupResult find(String name, Dataset<Row> texts, boolean remove) {
    return context.step(
        "near-duplicates of " + name,
        () -> {
          String scratch = context.workFolder() + "/" + name;
          return isLocal(texts)
              ? new LocalDedup(config, context.spark(), scratch, frozen).find(texts, remove)
              : new ClusterDedup(config, context, scratch, frozen).find(texts, remove);
        });
  }

  private boolean isLocal(Dataset<Row> texts) {
    return switch (config.engine()) {
      case LOCAL -> true;
      case CLUSTER -> false;
      case AUTO -> characters(texts) <= config.localMaxChars();
    };
  }

  private static long characters(Dataset<Row> texts) {
    Row total = texts.agg(sum(length(col(TextColumns.TEXT)))).first();
    return total.isNullAt(0) ? 0 : total.getLong(0);
  }
}
