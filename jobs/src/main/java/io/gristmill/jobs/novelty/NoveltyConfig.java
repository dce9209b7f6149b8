package io.gristmill.jobs.novelty;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.job.Engine;
import io.gristmill.jobs.table.TextField;
import io.gristmill.similarity.rouge.WordSplitting;
import java.io.Serializable;
import java.util.List;

/**
 * The settings of the stage; block {@code novelty} of reference.conf.
 *
 * @param threshold a row goes when its highest F is greater
 * @param compareField what is compared
 * @param wordSplitting what a token is
 * @param compareWith paths of examples that are in the pool from the start
 * @param writeMaxScore whether kept rows get their highest F as metadata
 * @param topK how many of the most similar pool entries kept rows get as metadata
 * @param writeAverageScore whether kept rows get their mean F over the pool as metadata
 * @param engine where the join runs
 * @param localMaxChars most characters of text that one task joins
 * @param partitionChars characters of text in a part of the cluster join
 * @param maxPairsPerTask most similar pairs that one task holds
 * @param threads threads of a task; 0 for all that are there
 */
public record NoveltyConfig(
    double threshold,
    TextField compareField,
    WordSplitting wordSplitting,
    List<String> compareWith,
    boolean writeMaxScore,
    int topK,
    boolean writeAverageScore,
    Engine engine,
    long localMaxChars,
    long partitionChars,
    int maxPairsPerTask,
    int threads)
    implements Serializable {

  public NoveltyConfig {
    compareWith = List.copyOf(compareWith);
  }

  /** Reads and checks the block; what is wrong goes to the problems. */
  public static NoveltyConfig read(Settings settings, Problems problems) {
    SettingsReader novelty = settings.reader("novelty", problems);
    NoveltyConfig config =
        new NoveltyConfig(
            novelty.real("threshold", 0, 1),
            novelty.choice("compare-field", TextField.class),
            novelty.choice("word-splitting", WordSplitting.class),
            novelty.texts("compare-with"),
            novelty.flag("write-max-score"),
            novelty.integer("top-k", 0, 1000),
            novelty.flag("write-avg-similarity-score"),
            novelty.choice("engine", Engine.class),
            novelty.whole("local-max-chars", 1, 1_000_000_000L),
            novelty.whole("partition-chars", 1, 1_000_000_000L),
            novelty.integer("max-pairs-per-task", 1, Integer.MAX_VALUE),
            novelty.integer("threads", 0, 1024));
    if (config.writesScores() && config.engine() == Engine.CLUSTER) {
      problems.add(
          "novelty.engine must be auto or local where max-score, most-similar or"
              + " avg-similarity-score is asked for, was \"cluster\"");
    }
    return config;
  }

  /** Whether kept rows get anything measured against the pool. */
  public boolean writesScores() {
    return writeMaxScore || topK > 0 || writeAverageScore;
  }
}
