package io.gristmill.mix;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings of block {@code mix} of reference.conf, which describes them.
 *
 * @param groupBy {@code source} or {@code metadata:<name>}
 * @param numRows number of rows in the mixture; negative for as many as the proportions allow
 */
public record MixConfig(
    String groupBy,
    List<SourceGroup> sourceGroups,
    MixStrategy strategy,
    SortedMap<String, Double> weights,
    OnMissing onMissing,
    long examplesCap,
    double temperature,
    long maxPerSource,
    long numRows,
    boolean replacement)
    implements Serializable {

  /** Reaction to a source without a weight or a weight without a source. */
  public enum OnMissing {
    /** Fail and list them. */
    ERROR,
    /** Take no rows from such a source; disregard such a weight. */
    IGNORE
  }

  public static final String BY_SOURCE = "source";
  public static final String BY_METADATA = "metadata:";

  public MixConfig {
    sourceGroups = List.copyOf(sourceGroups);
    weights = new TreeMap<>(weights);
  }

  /** Returns the number of rows in the mixture, if set. */
  public OptionalLong givenNumRows() {
    return numRows < 0 ? OptionalLong.empty() : OptionalLong.of(numRows);
  }

  /** Reads and checks the block; reports invalid values to {@code problems}. */
  public static MixConfig read(Settings settings, Problems problems) {
    SettingsReader mix = settings.reader("mix", problems);
    String groupBy = mix.text("group-by");
    if (!groupBy.equals(BY_SOURCE)
        && !(groupBy.startsWith(BY_METADATA) && groupBy.length() > BY_METADATA.length())) {
      mix.problem("group-by", "source or metadata:<name>");
    }
    MixStrategy strategy = mix.choice("strategy", MixStrategy.class);
    SortedMap<String, Double> weights = weights(mix);
    if (strategy == MixStrategy.WEIGHTS && weights.values().stream().allMatch(w -> w == 0)) {
      mix.problem("weights", "an object with a weight above 0 for strategy weights");
    }
    boolean replacement = mix.flag("replacement");
    long numRows = readOrElse(mix, "num-rows", -1);
    if (replacement && numRows < 0) {
      mix.problem("num-rows", "set if mix.replacement is true");
    }
    return new MixConfig(
        groupBy,
        readGroups(mix),
        strategy,
        weights,
        mix.choice("on-missing", OnMissing.class),
        mix.whole("examples-cap", 1, Long.MAX_VALUE),
        mix.real("temperature", 0.01, 1e9),
        readOrElse(mix, "max-per-source", Long.MAX_VALUE),
        numRows,
        replacement);
  }

  private static long readOrElse(SettingsReader mix, String key, long absent) {
    return mix.isNull(key) ? absent : mix.whole(key, 1, 1_000_000_000_000L);
  }

  private static List<SourceGroup> readGroups(SettingsReader mix) {
    List<SourceGroup> groups = new ArrayList<>();
    for (String text : mix.texts("source-groups")) {
      SourceGroup.parse(text)
          .ifPresentOrElse(
              groups::add, () -> mix.problem("source-groups", "a list of \"pattern -> name\""));
    }
    return groups;
  }

  private static SortedMap<String, Double> weights(SettingsReader mix) {
    SortedMap<String, Double> weights = new TreeMap<>();
    for (Map.Entry<String, String> entry : mix.map("weights").entrySet()) {
      double weight = number(entry.getValue());
      if (weight >= 0 && weight <= 1e12) {
        weights.put(entry.getKey(), weight);
      } else {
        mix.problem("weights", "an object of numbers from 0 to 1e12");
      }
    }
    return weights;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
