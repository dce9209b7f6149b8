package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.NgramVocabulary;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Finds near-duplicates among rows with one text each, on the configured engine. Shared by the job
 * and the Spark ML stage.
 */
public final class DedupSearch {

  /** The columns of {@link #texts}. */
  static final String ROW = "position";

  static final String TEXT = "text";
  static final String RANK = "best";

  private final DedupConfig config;
  private final StageContext context;
  private final @Nullable NgramVocabulary frozen;

  /** Creates a search with the idf of the texts themselves. */
  public DedupSearch(DedupConfig config, StageContext context) {
    this(config, context, null);
  }

  /**
   * Creates a search with a given idf.
   *
   * @param frozen vocabulary from {@link #vocabulary} with the same n-grams, or null for that of
   *     the texts
   */
  public DedupSearch(DedupConfig config, StageContext context, @Nullable NgramVocabulary frozen) {
    this.config = config;
    this.context = context;
    this.frozen = frozen;
  }

  /**
   * Returns the texts to compare; drops rows without a value, which count nowhere.
   *
   * @param position a distinct non-negative long per row, which defines the order of the rows
   * @param text empty string for a row without a value
   * @param rank for {@code components}: see {@link #rankScore}
   */
  public static Dataset<Row> texts(Dataset<Row> rows, Column position, Column text, Column rank) {
    return rows.select(position.as(ROW), text.as(TEXT), rank.as(RANK))
        .filter(col(TEXT).notEqual(lit("")));
  }

  /** Returns the score that ranks the rows of a component; rows without a number rank last. */
  public static Column rankScore(Column score) {
    // Zero gets one sign, since cluster sorting and comparisons within a task treat -0.0
    // differently.
    return coalesce(
        when(score.equalTo(lit(0.0)), lit(0.0)).when(not(score.isNaN()), score),
        lit(Double.NEGATIVE_INFINITY));
  }

  /**
   * Returns the vocabulary of {@link #texts}, with the document frequencies that define the idf.
   */
  public static NgramVocabulary vocabulary(Dataset<Row> texts, NgramRange range) {
    return GramFrequencies.of(texts, range).toVocabulary();
  }

  /**
   * Finds the near-duplicates.
   *
   * @param name name of the compared field, for progress and the folder of intermediate tables
   * @param texts see {@link #texts}
   * @param remove whether to remove rows, or only to report similar pairs
   */
  public DedupResult find(String name, Dataset<Row> texts, boolean remove) {
    return context.step(
        "near-duplicates of " + name,
        () -> {
          StageContext own = context.inSubfolder(name);
          return isLocal(texts)
              ? LocalDedup.find(config, own, texts, remove, frozen)
              : new ClusterDedup(config, own, frozen).find(texts, remove);
        });
  }

  private boolean isLocal(Dataset<Row> texts) {
    return switch (config.engine()) {
      case LOCAL -> true;
      case CLUSTER -> false;
      case AUTO -> DataFrames.characters(texts, TEXT) <= config.localMaxChars();
    };
  }
}
