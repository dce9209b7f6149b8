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
import java.util.List;
import java.util.Map;

/**
 * The settings of the stage; block {@code dedup} of reference.conf.
 *
 * @param threshold rows are similar when their cosine is greater, in (0, 1)
 * @param ngramRange the character n-grams
 * @param fields what to do with each field, in the order they are worked through
 * @param keep which of similar rows stays
 * @param rankBy for {@code components}: what makes a row the best of its component
 * @param writePairs whether all similar pairs are written
 * @param maxPairs most pairs that are written; more stop the job
 * @param strategy whether decisions are made from pairs or without holding any
 * @param engine where the join runs
 * @param localMaxChars most characters of text that one task joins
 * @param partitionChars characters of text in a part of the cluster join, two grams a character
 * @param threads threads of a task; 0 for all that are there
 */
public record DedupConfig(
    double threshold,
    NgramRange ngramRange,
    Map<TextField, FieldMode> fields,
    RemovalRule keep,
    String rankBy,
    boolean writePairs,
    long maxPairs,
    Strategy strategy,
    Engine engine,
    long localMaxChars,
    long partitionChars,
    int threads)
    implements Serializable {

  /** How removals are decided. */
  public enum Strategy {
    /** By the density of a sample. */
    AUTO,
    /** From the list of similar pairs. */
    PAIRS,
    /** While joining, without holding pairs: for dense results. */
    ON_THE_FLY
  }

  private static final List<String> LENGTH = List.of("1", "2", "3");
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
    return new DedupConfig(
        threshold,
        ngramRange(dedup),
        fields,
        dedup.choice("keep", RemovalRule.class),
        dedup.text("rank-by"),
        dedup.flag("write-pairs"),
        dedup.whole("max-pairs", 1, Long.MAX_VALUE),
        dedup.choice("strategy", Strategy.class),
        dedup.choice("engine", Engine.class),
        dedup.whole("local-max-chars", 1, 1_000_000_000L),
        dedup.whole("partition-chars", 1, 1_000_000_000L),
        dedup.integer("threads", 0, 1024));
  }

  private static NgramRange ngramRange(SettingsReader dedup) {
    List<String> bounds = dedup.texts("ngram-range");
    if (bounds.size() == 2
        && bounds.stream().allMatch(LENGTH::contains)
        && bounds.get(0).compareTo(bounds.get(1)) <= 0) {
      return new NgramRange(Integer.parseInt(bounds.get(0)), Integer.parseInt(bounds.get(1)));
    }
    dedup.problem("ngram-range", "[min, max] with 1 <= min <= max <= 3");
    return new NgramRange(1, 3);
  }
}
