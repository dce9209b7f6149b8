package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * Settings of the near-duplicate search. Neither the strategy nor the number of threads changes the
 * result.
 *
 * @param threshold rows are similar when their cosine exceeds this value, in (0, 1)
 * @param rule which of several similar rows to remove
 * @param denseFraction fraction of similar pairs in a sample from which on removals are decided
 *     during the join ({@link RemovalStrategy#ON_THE_FLY}); 0: always, above 1: never
 * @param maxPairs maximum number of pairs of distinct vectors held in memory (8 bytes each); beyond
 *     it, removals are decided during a second join
 */
public record FinderSettings(
    double threshold,
    NgramRange range,
    RemovalRule rule,
    int threads,
    double denseFraction,
    int maxPairs)
    implements Serializable {

  public static final double DENSE_FRACTION = 0.05;
  public static final int MAX_PAIRS = 50_000_000;

  public FinderSettings {
    Require.that(threshold > 0 && threshold < 1, "threshold must be in (0, 1), was %s", threshold);
    Require.that(threads >= 1, "threads must be at least 1, was %d", threads);
    Require.that(denseFraction >= 0, "denseFraction must not be negative, was %s", denseFraction);
    Require.that(maxPairs >= 0, "maxPairs must not be negative, was %d", maxPairs);
  }

  /** Returns settings with n-grams of 1 to 3 code points, all processors, strategy by density. */
  public static FinderSettings of(double threshold, RemovalRule rule) {
    int threads = Runtime.getRuntime().availableProcessors();
    return new FinderSettings(
        threshold, NgramRange.DEFAULT, rule, threads, DENSE_FRACTION, MAX_PAIRS);
  }

  public FinderSettings withThreads(int count) {
    return new FinderSettings(threshold, range, rule, count, denseFraction, maxPairs);
  }

  public FinderSettings withRange(NgramRange lengths) {
    return new FinderSettings(threshold, lengths, rule, threads, denseFraction, maxPairs);
  }

  /** Returns settings with a strategy at any density, as long as the pairs fit {@code maxPairs}. */
  public FinderSettings withStrategy(RemovalStrategy strategy) {
    double share = strategy == RemovalStrategy.ON_THE_FLY ? 0 : 2;
    return new FinderSettings(threshold, range, rule, threads, share, maxPairs);
  }
}
