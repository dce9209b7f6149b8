package io.gristmill.jobs.dedup;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.job.Engine;
import io.gristmill.jobs.table.TextField;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.RemovalRule;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/**
 * The settings of the stage; block {@code dedup} of reference.conf.
 *
 * @param threshold rows are similar when their cosine is greater, in (0, 1)
 * @param range the character n-grams
 * @param fields what to do with each field, in the order they are worked through
 * @param keep which of similar rows stays
 * @param bestBy for {@code components}: what makes a row the best of its component
 * @param pairs whether all similar pairs are written
 * @param maxPairs most pairs that are written; more stop the job
 * @param mode whether decisions are made from pairs or without holding any
 * @param engine where the join runs
 * @param localCharacters most characters of text that one task joins
 * @param partCharacters characters of text in a part of the cluster join, two grams a character
 * @param threads threads of a task; 0 for all that are there
 */
public record DedupConfig(
    double threshold,
    NgramRange range,
    Map<TextField, FieldMode> fields,
    RemovalRule keep,
    String bestBy,
    boolean pairs,
    long maxPairs,
    Mode mode,
    Engine engine,
    long localCharacters,
    long partCharacters,
    int threads)
    implements Serializable {

  /** How removals are decided. */
  public enum Mode {
    /** By the density of a sample. */
    AUTO,
    /** From the list of similar pairs. */
    PAIRS,
    /** While joining, without holding pairs: for dense results. */
    DECISION
  }

  public static final String BY_POSITION = "position";
  public static final String BY_SCORE = "score";

  /** Reads and checks the block; what is wrong goes to the problems. */
  public static DedupConfig read(Settings settings, Problems problems) {
    SettingsReader dedup = settings.reader("dedup", problems);
    Map<TextField, FieldMode> fields = new EnumMap<>(TextField.class);
    SettingsReader modes = dedup.below("fields");
    for (TextField field : TextField.values()) {
      FieldMode mode = modes.choice(field.key(), FieldMode.class);
      if (mode != FieldMode.OFF) {
        fields.put(field, mode);
      }
    }
    if (fields.isEmpty()) {
      problems.add("dedup.fields must have at least one field that is report or remove");
    }
    double threshold = dedup.real("threshold", 0.01, 0.9999);
    SettingsReader ngram = dedup.below("ngram");
    int least = ngram.integer("least", 1, 3);
    int most = ngram.integer("most", 1, 3);
    if (least > most) {
      problems.add("dedup.ngram must have least <= most, was least=%d most=%d", least, most);
      most = least;
    }
    return new DedupConfig(
        threshold,
        new NgramRange(least, most),
        fields,
        dedup.choice("keep", RemovalRule.class),
        dedup.text("best-by"),
        dedup.flag("pairs"),
        dedup.whole("max-pairs", 1, Long.MAX_VALUE),
        dedup.choice("mode", Mode.class),
        dedup.choice("engine", Engine.class),
        dedup.whole("local-characters", 1, 1_000_000_000L),
        dedup.whole("part-characters", 1, 1_000_000_000L),
        dedup.integer("threads", 0, 1024));
  }
}
