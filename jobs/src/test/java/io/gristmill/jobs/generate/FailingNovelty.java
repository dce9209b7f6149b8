package io.gristmill.jobs.generate;

import io.gristmill.jobs.novelty.NoveltyConfig;
import io.gristmill.jobs.novelty.NoveltyFilter;
import io.gristmill.jobs.novelty.NoveltyResult;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.TextNovelty;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The novelty check that the command line provides; counts calls and fails one of them.
 *
 * @param failing number of the call that fails, from 1; 0 for none
 * @param judged number of calls so far
 */
record FailingNovelty(NoveltyConfig config, int failing, AtomicInteger judged)
    implements TextNovelty {

  static FailingNovelty of(NoveltyConfig config) {
    return new FailingNovelty(config, 0, new AtomicInteger());
  }

  FailingNovelty failingAt(int judgement) {
    return new FailingNovelty(config, judgement, new AtomicInteger());
  }

  @Override
  public String fingerprint() {
    return config.toString();
  }

  @Override
  public double threshold() {
    return config.threshold();
  }

  @Override
  public Judgement judge(StageContext context, Dataset<Row> texts, long poolSize) {
    if (judged.incrementAndGet() == failing) {
      throw new IllegalStateException("the driver was lost");
    }
    NoveltyResult found = new NoveltyFilter(config, context).filter("new tasks", texts, poolSize);
    return new Judgement(
        found.rejected(),
        config.writesScores() ? found.scores() : found.scores().select(NoveltyResult.ROW));
  }
}
