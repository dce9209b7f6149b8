package io.gristmill.jobs.novelty;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.stage.Engine;
import io.gristmill.jobs.table.TextField;
import io.gristmill.similarity.rouge.WordSplitting;
import java.io.Serializable;
import java.util.List;

/**
 * The settings of block {@code novelty} of reference.conf.
 *
 * @param threshold maximum F-measure of a kept row, in [0, 1]
 * @param compareField text to compare
 * @param wordSplitting how texts are split into tokens
 * @param compareWith paths of examples that form the initial pool
 * @param writeMaxScore whether kept rows get their highest F-measure as metadata
 * @param topK number of most similar pool entries that kept rows get as metadata
 * @param writeAverageScore whether kept rows get their mean F-measure over the pool as metadata
 * @param engine where the join runs
 * @param localMaxChars maximum number of characters that {@code auto} joins in one task
 * @param partitionChars characters of text per part of the cluster join
 * @param maxPairsPerTask maximum number of similar pairs that one task holds
 * @param threads threads per task; 0 for all available
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

  /** Reads and checks the block; reports invalid values to {@code problems}. */
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
          "novelty.engine must be auto or local when write-max-score, top-k or"
              + " write-avg-similarity-score is set, was \"cluster\"");
    }
    return config;
  }

  /** Returns whether kept rows get any score as metadata. */
  public boolean writesScores() {
    return writeMaxScore || topK > 0 || writeAverageScore;
  }
}
