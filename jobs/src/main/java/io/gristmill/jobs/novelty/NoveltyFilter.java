package io.gristmill.jobs.novelty;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.job.Engine;
import io.gristmill.jobs.job.StageContext;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The judgement of rows with one text each, one after the other, on the engine that the settings
 * ask for: what the job and the Spark ML stage have in common.
 */
public final class NoveltyFilter {

  private final NoveltyConfig config;
  private final StageContext context;

  public NoveltyFilter(NoveltyConfig config, StageContext context) {
    this.config = config;
    this.context = context;
  }

  /**
   * The texts to judge.
   *
   * @param position a long, different in every row and not negative: the order of judgement
   * @param text the empty string where a row has no value
   * @param before how many places others have before these rows: the pool
   */
  public static Dataset<Row> texts(Dataset<Row> rows, Column position, Column text, long before) {
    return rows.select(
        position.plus(lit(before)).as(NoveltyResult.ROW), text.as(NoveltyResult.TEXT));
  }

  /**
   * Judges.
   *
   * @param name of what is compared, for the display
   * @param texts of the pool and of the candidates, see {@link #texts}
   * @param poolSize rows below this one are the pool
   */
  public NoveltyResult filter(String name, Dataset<Row> texts, long poolSize) {
    return context.step(
        "judging " + name + " in order",
        () -> {
          long characters = characters(texts);
          boolean local =
              config.engine() == Engine.LOCAL
                  || (config.engine() == Engine.AUTO && characters <= config.localMaxChars());
          if (!local && config.writesScores()) {
            throw tooManyCharsForScores(characters);
          }
          String scratch = context.workFolder();
          return local
              ? new LocalNovelty(config, context.spark(), scratch).filter(texts, poolSize)
              : new ClusterNovelty(config, context, scratch).filter(texts, characters, poolSize);
        });
  }

  private static long characters(Dataset<Row> texts) {
    Row total = texts.agg(sum(length(col(NoveltyResult.TEXT)))).first();
    return total.isNullAt(0) ? 0 : total.getLong(0);
  }

  private UserException tooManyCharsForScores(long characters) {
    return new UserException(
        ExitCode.CONFIGURATION,
        String.format(
            Locale.ROOT,
            "novelty: max-score, most-similar and avg-similarity-score compare every row"
                + " with the whole pool and run in one task; %,d characters are more than"
                + " novelty.local-max-chars=%,d; switch them off or raise it",
            characters,
            config.localMaxChars()));
  }
}
