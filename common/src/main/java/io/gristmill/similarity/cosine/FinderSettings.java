package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * How near-duplicates are found. Mode and threads never change the result.
 *
 * @param threshold rows are similar when their cosine is greater, in (0, 1)
 * @param range the character n-grams
 * @param rule which rows go
 * @param threads at least 1
 * @param denseFraction share of similar pairs in a sample from which on removals are decided during
 *     the join; 0 always, more than 1 never
 * @param maxPairs most pairs of distinct vectors held at a time (8 bytes each); above it removals
 *     are decided during a second join
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
    Require.that(denseFraction >= 0, "denseShare must not be negative, was %s", denseFraction);
    Require.that(maxPairs >= 0, "pairCap must not be negative, was %d", maxPairs);
  }

  /** Grams of 1 to 3 code points, all processors, mode by density. */
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

  /** Decides in the given mode whatever the density, within the pair cap. */
  public FinderSettings withStrategy(RemovalStrategy mode) {
    double share = mode == RemovalStrategy.ON_THE_FLY ? 0 : 2;
    return new FinderSettings(threshold, range, rule, threads, share, maxPairs);
  }

  public FinderSettings withMaxPairs(int cap) {
    return new FinderSettings(threshold, range, rule, threads, denseFraction, cap);
  }
}
