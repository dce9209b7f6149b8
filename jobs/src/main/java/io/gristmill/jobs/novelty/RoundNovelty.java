package io.gristmill.jobs.novelty;

import static org.apache.spark.sql.functions.col;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.TextNovelty;
import io.gristmill.jobs.table.TextField;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Applies the filter of the {@code novelty} stage to the candidates of a generation round. */
public record RoundNovelty(NoveltyConfig config, String fingerprint) implements TextNovelty {

  public static RoundNovelty read(Settings settings, Problems problems) {
    NoveltyConfig config = NoveltyConfig.read(settings, problems);
    if (config.compareField() != TextField.INSTRUCTION) {
      problems.add(
          "novelty.compare-field must be instruction in generate, was %s",
          config.compareField().key());
    }
    return new RoundNovelty(config, settings.canonical("novelty"));
  }

  @Override
  public double threshold() {
    return config.threshold();
  }

  @Override
  public Judgement judge(StageContext context, Dataset<Row> texts, long poolSize) {
    NoveltyResult judged = new NoveltyFilter(config, context).filter("new tasks", texts, poolSize);
    return new Judgement(
        judged.rejected(),
        config.writesScores() ? judged.scores() : judged.scores().select(col(ROW)));
  }
}
