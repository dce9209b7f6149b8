package io.gristmill.mix;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What each source gives to a mixture.
 *
 * @param sizes rows that each source has
 * @param rates share of each source as its strategy has it, before any source falls short
 * @param quotas rows that each source gives
 * @param numRows rows wanted
 */
public record MixPlan(
    SortedMap<String, Long> sizes,
    SortedMap<String, Double> rates,
    SortedMap<String, Long> quotas,
    long numRows) {

  /**
   * Plans a mixture.
   *
   * @param sizes rows that each source has
   * @throws UserException when weights and sources do not fit together
   */
  public static MixPlan of(MixConfig config, Map<String, Long> sizes) {
    SortedMap<String, Long> sorted = new TreeMap<>(sizes);
    SortedMap<String, Double> weights = weights(config, sorted);
    SortedMap<String, Long> available = available(config, sorted);
    long total = config.givenNumRows().orElseGet(() -> Quotas.maxTotal(available, weights));
    return new MixPlan(
        sorted, SourceWeights.rates(weights), Quotas.of(available, weights, total), total);
  }

  /** Rows in the mixture. */
  public long rows() {
    return quotas.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The most often that one row is in the mixture. */
  public long maxCopies() {
    return quotas.keySet().stream().mapToLong(name -> copies(name, true)).max().orElse(0);
  }

  /** Rows of a source that are in the mixture once more than its others. */
  public long extra(String source) {
    return size(source) == 0 ? 0 : quota(source) % size(source);
  }

  /**
   * How often a row of a source is in the mixture.
   *
   * @param extra whether the row is among the {@link #extra} that come first
   */
  public long copies(String source, boolean extra) {
    return size(source) == 0
        ? 0
        : quota(source) / size(source) + (extra && extra(source) > 0 ? 1 : 0);
  }

  public long quota(String source) {
    return quotas.getOrDefault(source, 0L);
  }

  private long size(String source) {
    return sizes.getOrDefault(source, 0L);
  }

  private static SortedMap<String, Double> weights(
      MixConfig config, SortedMap<String, Long> sizes) {
    return switch (config.strategy()) {
      case WEIGHTS -> listedWeights(config, sizes);
      case TASK_PROPORTIONAL -> SourceWeights.equal(sizes);
      case PROPORTIONAL -> SourceWeights.proportional(sizes);
      case EXAMPLES_PROPORTIONAL -> SourceWeights.examplesProportional(sizes, config.examplesCap());
      case TEMPERATURE ->
          SourceWeights.temperature(sizes, config.examplesCap(), config.temperature());
    };
  }

  private static SortedMap<String, Double> listedWeights(
      MixConfig config, SortedMap<String, Long> sizes) {
    if (config.onMissing() == MixConfig.OnMissing.ERROR && !sizes.isEmpty()) {
      rejectMissing(
          "mix.weights must have a weight for each source (none for %s)", sizes, config.weights());
      rejectMissing(
          "mix.weights must name sources that have rows (none has %s)", config.weights(), sizes);
    }
    SortedMap<String, Double> weights = new TreeMap<>();
    sizes.keySet().forEach(name -> weights.put(name, config.weights().getOrDefault(name, 0.0)));
    return weights;
  }

  private static void rejectMissing(String rule, Map<String, ?> names, Map<String, ?> known) {
    TreeSet<String> missing = new TreeSet<>(names.keySet());
    missing.removeAll(known.keySet());
    if (!missing.isEmpty()) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          rule.formatted(
                  missing.stream()
                      .limit(20)
                      .map(name -> "\"" + name + "\"")
                      .collect(Collectors.joining(", ")))
              + "; name it, or set mix.on-missing=ignore");
    }
  }

  private static SortedMap<String, Long> available(
      MixConfig config, SortedMap<String, Long> sizes) {
    SortedMap<String, Long> available = new TreeMap<>(sizes);
    available.replaceAll(
        (name, size) ->
            size == 0
                ? 0
                : config.replacement()
                    ? config.maxPerSource()
                    : Math.min(size, config.maxPerSource()));
    return available;
  }
}
