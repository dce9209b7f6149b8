package io.gristmill.jobs.novelty;

import static org.apache.spark.sql.functions.lit;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.stage.Engine;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.task.TaskThreads;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Applies the sequential novelty filter to rows with one text each, on the configured engine.
 * Shared by the job and the Spark ML stage.
 */
public final class NoveltyFilter {

  private final NoveltyConfig config;
  private final StageContext context;

  public NoveltyFilter(NoveltyConfig config, StageContext context) {
    this.config = config;
    this.context = context;
  }

  /**
   * Returns the texts to filter.
   *
   * @param position a distinct non-negative long per row, which defines the order of decisions
   * @param text empty string for a row without a value
   * @param before number of positions before these rows, i.e. of the pool
   */
  public static Dataset<Row> texts(Dataset<Row> rows, Column position, Column text, long before) {
    return rows.select(
        position.plus(lit(before)).as(NoveltyResult.ROW), text.as(NoveltyResult.TEXT));
  }

  /**
   * Filters the candidates.
   *
   * @param name name of the compared field, for progress
   * @param texts texts of the pool and of the candidates, see {@link #texts}
   * @param poolSize rows below this number are the pool
   */
  public NoveltyResult filter(String name, Dataset<Row> texts, long poolSize) {
    return context.step(
        "deciding " + name + " in order",
        () -> {
          long characters = DataFrames.characters(texts, NoveltyResult.TEXT);
          boolean local =
              config.engine() == Engine.LOCAL
                  || (config.engine() == Engine.AUTO && characters <= config.localMaxChars());
          if (!local && config.writesScores()) {
            throw tooManyCharsForScores(characters);
          }
          int threads = TaskThreads.of(context.spark(), config.threads());
          return local
              ? new LocalNovelty(config, poolSize, threads).filter(context, texts)
              : new ClusterNovelty(config, context).filter(texts, characters, poolSize);
        });
  }

  private UserException tooManyCharsForScores(long characters) {
    return new UserException(
        ExitCode.CONFIGURATION,
        String.format(
            Locale.ROOT,
            "novelty: write-max-score, top-k and write-avg-similarity-score compare every row"
                + " with the whole pool in one task, and %,d characters exceed"
                + " novelty.local-max-chars=%,d; disable them or raise the limit",
            characters,
            config.localMaxChars()));
  }
}
