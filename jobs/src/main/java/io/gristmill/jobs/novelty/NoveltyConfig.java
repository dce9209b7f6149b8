package io.gristmill.jobs.novelty;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.job.Engine;
import io.gristmill.jobs.table.TextField;
import io.gristmill.similarity.rouge.Tokens;
import java.io.Serializable;
import java.util.List;

/**
 * The settings of the stage; block {@code novelty} of reference.conf.
 *
 * @param threshold a row goes when its highest F is greater
 * @param field what is compared
 * @param tokens what a token is
 * @param pools paths of examples that are in the pool from the start
 * @param maxScore whether kept rows get their highest F as metadata
 * @param mostSimilar how many of the most similar pool entries kept rows get as metadata
 * @param averageScore whether kept rows get their mean F over the pool as metadata
 * @param engine where the join runs
 * @param localCharacters most characters of text that one task joins
 * @param partCharacters characters of text in a part of the cluster join
 * @param maxPairs most similar pairs that one task holds
 * @param threads threads of a task; 0 for all that are there
 */
public record NoveltyConfig(
    double threshold,
    TextField field,
    Tokens tokens,
    List<String> pools,
    boolean maxScore,
    int mostSimilar,
    boolean averageScore,
    Engine engine,
    long localCharacters,
    long partCharacters,
    int maxPairs,
    int threads)
    implements Serializable {

  public NoveltyConfig {
    pools = List.copyOf(pools);
  }

  /** Reads and checks the block; what is wrong goes to the problems. */
  public static NoveltyConfig read(Settings settings, Problems problems) {
    SettingsReader novelty = settings.reader("novelty", problems);
    NoveltyConfig config =
        new NoveltyConfig(
            novelty.real("threshold", 0, 1),
            novelty.choice("field", TextField.class),
            novelty.choice("tokens", Tokens.class),
            novelty.texts("pools"),
            novelty.flag("max-score"),
            novelty.integer("most-similar", 0, 1000),
            novelty.flag("avg-similarity-score"),
            novelty.choice("engine", Engine.class),
            novelty.whole("local-characters", 1, 1_000_000_000L),
            novelty.whole("part-characters", 1, 1_000_000_000L),
            novelty.integer("max-pairs", 1, Integer.MAX_VALUE),
            novelty.integer("threads", 0, 1024));
    if (config.wantsStatistics() && config.engine() == Engine.CLUSTER) {
      problems.add(
          "novelty.engine must be auto or local where max-score, most-similar or"
              + " avg-similarity-score is asked for, was \"cluster\"");
    }
    return config;
  }

  /** Whether kept rows get anything measured against the pool. */
  public boolean wantsStatistics() {
    return maxScore || mostSimilar > 0 || averageScore;
  }
}
