package io.gristmill.jobs.dedup;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.stage.Engine;
import io.gristmill.jobs.table.TextField;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.RemovalRule;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of block {@code dedup} of reference.conf, which explains them.
 *
 * @param fields treatment of the near-duplicates of each field, in processing order; none is off
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
    AUTO,
    PAIRS,
    ON_THE_FLY
  }

  private static final List<String> LENGTHS = List.of("1", "2", "3");
  public static final String BY_POSITION = "position";
  public static final String BY_SCORE = "score";

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
      problems.add("dedup.fields must have at least one field set to report or remove");
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
        && bounds.stream().allMatch(LENGTHS::contains)
        && bounds.get(0).compareTo(bounds.get(1)) <= 0) {
      return new NgramRange(Integer.parseInt(bounds.get(0)), Integer.parseInt(bounds.get(1)));
    }
    dedup.problem("ngram-range", "[min, max] with 1 <= min <= max <= 3");
    return new NgramRange(1, 3);
  }
}
