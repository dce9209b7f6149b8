package io.gristmill.jobs.dedup;

import io.gristmill.similarity.cosine.RemovalRule;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The definition over all pairs of rows, in maps of strings: TF-IDF with smoothed idf and L2 norm,
 * sums in code point order of the n-grams.
 */
final class DedupOracle {

  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  /** A removed row. */
  record Removed(long row, long match, double cosine) {}

  /** Two similar rows, the earlier one on the left. */
  record Pair(long left, long right, double cosine) {}

  private final SortedMap<Long, String> texts;
  private final Map<Long, Map<String, Integer>> grams = new TreeMap<>();
  private final Map<Long, Map<String, Double>> weights = new TreeMap<>();
  private final double threshold;

  /**
   * @param texts non-empty values by position
   */
  DedupOracle(SortedMap<Long, String> texts, double threshold) {
    this.texts = texts;
    this.threshold = threshold;
    Map<String, Integer> frequency = new HashMap<>();
    texts.forEach(
        (row, text) -> {
          Map<String, Integer> counts = grams(text);
          counts.keySet().forEach(gram -> frequency.merge(gram, 1, Integer::sum));
          grams.put(row, counts);
        });
    grams.forEach((row, counts) -> weights.put(row, weigh(counts, frequency, texts.size())));
  }

  private static Map<String, Integer> grams(String text) {
    StringBuilder kept = new StringBuilder();
    PythonText.lower(text)
        .codePoints()
        .filter(c -> PythonText.isWord(c) || PythonText.isSpace(c))
        .forEach(kept::appendCodePoint);
    int[] points = kept.codePoints().toArray();
    StringBuilder joined = new StringBuilder();
    for (int k = 0; k < points.length; k++) {
      int end = k;
      while (end < points.length && PythonText.isSpace(points[end])) {
        end++;
      }
      joined.appendCodePoint(end - k >= 2 ? ' ' : points[k]);
      k = Math.max(k, end - 1);
    }
    int[] clean = joined.codePoints().toArray();
    Map<String, Integer> counts = new TreeMap<>(BY_CODE_POINT);
    for (int size = 1; size <= 3; size++) {
      for (int from = 0; from + size <= clean.length; from++) {
        counts.merge(new String(clean, from, size), 1, Integer::sum);
      }
    }
    return counts;
  }

  private static Map<String, Double> weigh(
      Map<String, Integer> counts, Map<String, Integer> frequency, int documents) {
    Map<String, Double> weights = new TreeMap<>(BY_CODE_POINT);
    double squares = 0;
    for (Map.Entry<String, Integer> gram : counts.entrySet()) {
      double share = (documents + 1.0) / (frequency.getOrDefault(gram.getKey(), 0) + 1.0);
      double weight = gram.getValue() * (StrictMath.log(share) + 1.0);
      weights.put(gram.getKey(), weight);
      squares += weight * weight;
    }
    double norm = Math.sqrt(squares);
    weights.replaceAll((gram, weight) -> weight / norm);
    return weights;
  }

  /** Equal counts are equal vectors, without rounding. */
  private double cosine(long a, long b) {
    Map<String, Double> left = weights.getOrDefault(a, Map.of());
    Map<String, Double> right = weights.getOrDefault(b, Map.of());
    if (left.isEmpty() || right.isEmpty()) {
      return 0;
    }
    if (Objects.equals(grams.get(a), grams.get(b))) {
      return 1;
    }
    double sum = 0;
    for (Map.Entry<String, Double> gram : left.entrySet()) {
      sum += gram.getValue() * right.getOrDefault(gram.getKey(), 0.0);
    }
    return sum;
  }

  List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (long left : texts.keySet()) {
      for (long right : texts.tailMap(left + 1).keySet()) {
        if (cosine(left, right) > threshold) {
          pairs.add(new Pair(left, right, cosine(left, right)));
        }
      }
    }
    return pairs;
  }

  /** Returns the removed rows by position; rows with a value of one character are ignored. */
  List<Removed> removed(RemovalRule rule, Map<Long, Double> best) {
    List<Pair> pairs =
        pairs().stream().filter(p -> removable(p.left()) && removable(p.right())).toList();
    return rule == RemovalRule.COMPONENTS
        ? byKeeper(pairs, best)
        : byEarlier(pairs, rule == RemovalRule.GREEDY);
  }

  private boolean removable(long row) {
    String text = texts.getOrDefault(row, "");
    return text.codePointCount(0, text.length()) > 1;
  }

  private List<Removed> byEarlier(List<Pair> pairs, boolean keptOnly) {
    Map<Long, Removed> removed = new TreeMap<>();
    for (long row : texts.keySet()) {
      pairs.stream()
          .filter(pair -> pair.right() == row && !(keptOnly && removed.containsKey(pair.left())))
          .min(Comparator.comparingLong(Pair::left))
          .ifPresent(pair -> removed.put(row, new Removed(row, pair.left(), pair.cosine())));
    }
    return List.copyOf(removed.values());
  }

  private List<Removed> byKeeper(List<Pair> pairs, Map<Long, Double> best) {
    Map<Long, Long> labels = new TreeMap<>();
    texts.keySet().forEach(row -> labels.put(row, row));
    for (boolean changed = true; changed; ) {
      changed = false;
      for (Pair pair : pairs) {
        long left = labels.getOrDefault(pair.left(), pair.left());
        long right = labels.getOrDefault(pair.right(), pair.right());
        labels.put(pair.left(), Math.min(left, right));
        labels.put(pair.right(), Math.min(left, right));
        changed |= left != right;
      }
    }
    List<Removed> removed = new ArrayList<>();
    labels.forEach(
        (row, label) -> {
          long keeper = keeper(labels, label, best);
          if (keeper != row && removable(row)) {
            removed.add(new Removed(row, keeper, cosine(keeper, row)));
          }
        });
    return removed;
  }

  private static long keeper(Map<Long, Long> labels, long label, Map<Long, Double> best) {
    return labels.keySet().stream()
        .filter(row -> Objects.equals(labels.get(row), label))
        .min(
            Comparator.comparingDouble((Long row) -> 0.0 - best.getOrDefault(row, 0.0))
                .thenComparingLong(row -> row))
        .orElseThrow();
  }
}
