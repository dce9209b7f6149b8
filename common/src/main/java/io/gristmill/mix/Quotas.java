package io.gristmill.mix;

import io.gristmill.check.Require;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Integer quotas in proportion to weights: the largest-remainder method (Hare quota). The rows that
 * a small source cannot supply are distributed among the others by their weights. Ties of
 * remainders are won by the larger weight, then by the smaller name, so the result depends on the
 * numbers only.
 */
final class Quotas {

  private final SortedMap<String, BigDecimal> open = new TreeMap<>();
  private final SortedMap<String, Long> quotas = new TreeMap<>();
  private final Map<String, Long> available;
  private long remaining;

  private Quotas(Map<String, Long> available, Map<String, Double> weights, long total) {
    this.available = available;
    this.remaining = total;
    available.forEach(
        (name, rows) -> {
          Require.that(rows >= 0, "source \"%s\" has %d rows", name, rows);
          quotas.put(name, 0L);
          double weight = weights.getOrDefault(name, 0.0);
          Require.that(
              weight >= 0 && weight < Double.POSITIVE_INFINITY,
              "the weight of source \"%s\" must be at least 0, was %s",
              name,
              weight);
          if (rows > 0 && weight > 0) {
            open.put(name, BigDecimal.valueOf(weight));
          }
        });
  }

  /**
   * Computes the quota of each source.
   *
   * @param available maximum number of rows of each source
   * @param weights weights on any scale; a source without a weight gets quota 0
   * @param total number of rows requested
   * @return a quota for each source in {@code available}; they add up to {@code total}, or to all
   *     rows of the weighted sources if these have fewer
   */
  public static SortedMap<String, Long> of(
      Map<String, Long> available, Map<String, Double> weights, long total) {
    Require.that(total >= 0, "total must not be negative, was %d", total);
    return new Quotas(available, weights, total).share();
  }

  /** Returns the maximum number of rows for which no source needs more rows than it has. */
  public static long maxTotal(Map<String, Long> available, Map<String, Double> weights) {
    Quotas quotas = new Quotas(available, weights, 0);
    BigDecimal sum = quotas.sum();
    return quotas.open.entrySet().stream()
        .map(
            source ->
                rows(available, source.getKey())
                    .multiply(sum)
                    .divide(source.getValue(), 0, RoundingMode.DOWN))
        .min(Comparator.naturalOrder())
        .orElse(BigDecimal.ZERO)
        .longValueExact(); // at most the number of all rows
  }

  private SortedMap<String, Long> share() {
    while (!open.isEmpty()) {
      BigDecimal sum = sum();
      List<String> full = open.keySet().stream().filter(name -> cannotFill(name, sum)).toList();
      if (full.isEmpty()) {
        distribute(sum);
        break;
      }
      for (String name : full) {
        long rows = rows(available, name).longValueExact();
        quotas.put(name, rows);
        remaining -= rows;
        open.remove(name);
      }
    }
    return quotas;
  }

  /** Returns whether the exact share of the source is at least all its rows. */
  private boolean cannotFill(String name, BigDecimal sum) {
    return share(name).compareTo(rows(available, name).multiply(sum)) >= 0;
  }

  private void distribute(BigDecimal sum) {
    SortedMap<String, BigDecimal> remainders = new TreeMap<>();
    long spare = remaining;
    for (String name : open.keySet()) {
      BigDecimal[] parts = share(name).divideAndRemainder(sum);
      long whole = parts[0].longValueExact();
      quotas.put(name, whole);
      remainders.put(name, parts[1]);
      spare -= whole;
    }
    List<String> order = new ArrayList<>(open.keySet());
    order.sort(
        Comparator.comparing((String name) -> valueOf(remainders, name))
            .thenComparing(name -> valueOf(open, name))
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    order.stream().limit(spare).forEach(name -> quotas.merge(name, 1L, Long::sum));
  }

  /** Returns the exact share times the sum of weights. */
  private BigDecimal share(String name) {
    return valueOf(open, name).multiply(BigDecimal.valueOf(remaining));
  }

  private BigDecimal sum() {
    return open.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal rows(Map<String, Long> available, String name) {
    return BigDecimal.valueOf(available.getOrDefault(name, 0L));
  }

  private static BigDecimal valueOf(Map<String, BigDecimal> values, String name) {
    return values.getOrDefault(name, BigDecimal.ZERO);
  }
}
