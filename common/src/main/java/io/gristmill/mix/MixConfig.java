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
 * The settings of a mixture; block {@code mix} of reference.conf.
 *
 * @param groupBy {@code source} or {@code metadata:<name>}: what tells the source of a row
 * @param sourceGroups under which sources count
 * @param strategy what shares depend on
 * @param weights of sources, for {@link MixStrategy#WEIGHTS}
 * @param onMissing what happens when weights and sources do not name the same
 * @param examplesCap rows of a source that count for its share, at least 1
 * @param temperature greater than 0
 * @param maxPerSource most rows taken from one source, at least 1
 * @param numRows rows in the mixture; negative for the largest that keeps the proportions
 * @param replacement whether a source that is too small repeats its rows
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

  /** A source without a weight, or a weight without a source. */
  public enum OnMissing {
    /** The run stops and names them. */
    ERROR,
    /** The source gives nothing; the weight counts for nothing. */
    IGNORE
  }

  public static final String BY_SOURCE = "source";
  public static final String BY_METADATA = "metadata:";

  public MixConfig {
    sourceGroups = List.copyOf(sourceGroups);
    weights = new TreeMap<>(weights);
  }

  /** The total, where one is given. */
  public OptionalLong givenNumRows() {
    return numRows < 0 ? OptionalLong.empty() : OptionalLong.of(numRows);
  }

  /** Reads and checks the block; what is wrong goes to the problems. */
  public static MixConfig read(Settings settings, Problems problems) {
    SettingsReader mix = settings.reader("mix", problems);
    String by = mix.text("group-by");
    if (!by.equals(BY_SOURCE)
        && !(by.startsWith(BY_METADATA) && by.length() > BY_METADATA.length())) {
      mix.problem("group-by", "source or metadata:<name>");
    }
    MixStrategy strategy = mix.choice("strategy", MixStrategy.class);
    SortedMap<String, Double> weights = weights(mix);
    if (strategy == MixStrategy.WEIGHTS && weights.values().stream().allMatch(w -> w == 0)) {
      mix.problem("weights", "an object with a weight above 0 for strategy weights");
    }
    boolean replacement = mix.flag("replacement");
    long total = readOrElse(mix, "num-rows", -1);
    if (replacement && total < 0) {
      mix.problem("num-rows", "given where mix.replacement is true");
    }
    return new MixConfig(
        by,
        readGroups(mix),
        strategy,
        weights,
        mix.choice("on-missing", OnMissing.class),
        mix.whole("examples-cap", 1, Long.MAX_VALUE),
        mix.real("temperature", 0.01, 1e9),
        readOrElse(mix, "max-per-source", Long.MAX_VALUE),
        total,
        replacement);
  }

  private static long readOrElse(SettingsReader mix, String key, long absent) {
    return mix.isNull(key) ? absent : mix.whole(key, 1, 1_000_000_000_000L);
  }

  private static List<SourceGroup> readGroups(SettingsReader mix) {
    List<SourceGroup> names = new ArrayList<>();
    for (String text : mix.texts("source-groups")) {
      SourceGroup.parse(text)
          .ifPresentOrElse(
              names::add, () -> mix.problem("source-groups", "a list of \"pattern -> name\""));
    }
    return names;
  }

  private static SortedMap<String, Double> weights(SettingsReader mix) {
    SortedMap<String, Double> weights = new TreeMap<>();
    for (Map.Entry<String, String> given : mix.map("weights").entrySet()) {
      double weight = number(given.getValue());
      if (weight >= 0 && weight <= 1e12) {
        weights.put(given.getKey(), weight);
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
