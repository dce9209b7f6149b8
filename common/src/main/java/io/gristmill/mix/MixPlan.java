package io.gristmill.mix;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The number of rows that each source contributes to a mixture.
 *
 * @param sizes number of rows of each source
 * @param rates share of each source under its strategy, before any source runs out of rows
 * @param quotas number of rows that each source contributes
 * @param numRows number of rows requested
 */
public record MixPlan(
    SortedMap<String, Long> sizes,
    SortedMap<String, Double> rates,
    SortedMap<String, Long> quotas,
    long numRows) {

  /**
   * Plans a mixture of sources of these sizes.
   *
   * @throws UserException if weights and sources do not match
   */
  public static MixPlan of(MixConfig config, Map<String, Long> sizes) {
    SortedMap<String, Long> sorted = new TreeMap<>(sizes);
    SortedMap<String, Double> weights = weights(config, sorted);
    SortedMap<String, Long> available = available(config, sorted);
    long numRows = config.givenNumRows().orElseGet(() -> Quotas.maxTotal(available, weights));
    return new MixPlan(
        sorted, SourceWeights.rates(weights), Quotas.of(available, weights, numRows), numRows);
  }

  /** Returns the number of rows in the mixture. */
  public long rows() {
    return quotas.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the maximum number of copies of one row in the mixture. */
  public long maxCopies() {
    return quotas.keySet().stream().mapToLong(name -> copies(name, true)).max().orElse(0);
  }

  /** Returns how many rows of a source occur once more than its other rows. */
  public long extra(String source) {
    return size(source) == 0 ? 0 : quota(source) % size(source);
  }

  /** Returns how often a row of a source occurs; extra: it is among the first {@link #extra}. */
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
          "mix.weights must name sources that have rows (no rows for %s)", config.weights(), sizes);
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
              + "; correct mix.weights, or set mix.on-missing=ignore");
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
