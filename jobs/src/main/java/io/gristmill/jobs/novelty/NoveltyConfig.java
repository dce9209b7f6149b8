package io.gristmill.jobs.novelty;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.stage.Engine;
import io.gristmill.jobs.table.TextField;
import io.gristmill.similarity.rouge.WordSplitting;
import java.io.Serializable;
import java.util.List;

/** The settings of block {@code novelty} of reference.conf, which explains them. */
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

  public boolean writesScores() {
    return writeMaxScore || topK > 0 || writeAverageScore;
  }
}
