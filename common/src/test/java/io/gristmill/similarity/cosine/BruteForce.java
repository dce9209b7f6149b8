package io.gristmill.similarity.cosine;

import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The definition, written out over all pairs of rows with maps of strings; every fast path must
 * equal it bit for bit. Row order is position order.
 */
final class BruteForce {

  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private final @Nullable String[] texts;
  private final List<Map<String, Integer>> grams = new ArrayList<>();
  private final List<Map<String, Double>> weights = new ArrayList<>();

  BruteForce(@Nullable String[] texts, NgramRange range) {
    this.texts = texts;
    Map<String, Integer> frequency = new HashMap<>();
    int documents = 0;
    for (String text : texts) {
      Map<String, Integer> counts = text == null ? new TreeMap<>() : grams(text, range);
      counts.keySet().forEach(gram -> frequency.merge(gram, 1, Integer::sum));
      documents += text == null || text.isEmpty() ? 0 : 1;
      grams.add(counts);
    }
    for (Map<String, Integer> counts : grams) {
      weights.add(weigh(counts, frequency, documents));
    }
  }

  static Map<String, Integer> grams(String text, NgramRange range) {
    int[] points =
        PythonText.lower(text)
            .codePoints()
            .filter(c -> PythonText.isWord(c) || PythonText.isSpace(c))
            .toArray();
    StringBuilder joined = new StringBuilder();
    for (int k = 0; k < points.length; k++) {
      int end = k;
      while (end < points.length && PythonText.isSpace(points[end])) {
        end++;
      }
      joined.appendCodePoint(end - k >= 2 ? ' ' : points[k]);
      k = end - k >= 2 ? end - 1 : k;
    }
    int[] clean = joined.codePoints().toArray();
    Map<String, Integer> counts = new TreeMap<>(BY_CODE_POINT);
    for (int size = range.min(); size <= range.max(); size++) {
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

  int rows() {
    return grams.size();
  }

  /** Returns 1 for equal counts, 0 with a zero vector. */
  double cosine(int i, int j) {
    if (grams.get(i).isEmpty() || grams.get(j).isEmpty()) {
      return 0;
    }
    return grams.get(i).equals(grams.get(j)) ? 1 : product(i, j);
  }

  double product(int i, int j) {
    double sum = 0;
    for (Map.Entry<String, Double> gram : weights.get(i).entrySet()) {
      sum += gram.getValue() * weights.get(j).getOrDefault(gram.getKey(), 0.0);
    }
    return sum;
  }

  private boolean similar(int i, int j, double threshold) {
    return removable(i) && removable(j) && cosine(i, j) > threshold;
  }

  private boolean removable(int row) {
    String text = texts[row];
    return text != null && text.codePointCount(0, text.length()) > 1;
  }

  List<Removal> removals(RemovalRule rule, double threshold, double @Nullable [] scores) {
    return switch (rule) {
      case EARLIEST_SIMILAR -> byEarlier(threshold, false);
      case GREEDY -> byEarlier(threshold, true);
      case COMPONENTS -> byComponent(threshold, scores);
    };
  }

  private List<Removal> byEarlier(double threshold, boolean keptOnly) {
    List<Removal> removals = new ArrayList<>();
    boolean[] gone = new boolean[rows()];
    for (int j = 0; j < rows(); j++) {
      int row = j;
      IntPredicate qualifies = i -> !(keptOnly && gone[i]) && similar(i, row, threshold);
      for (int i = 0; i < j && !gone[j]; i++) {
        if (qualifies.test(i)) {
          gone[j] = true;
          removals.add(new Removal(j, i, cosine(i, j)));
        }
      }
    }
    return removals;
  }

  private List<Removal> byComponent(double threshold, double @Nullable [] scores) {
    int[] label = new int[rows()];
    Arrays.setAll(label, k -> k);
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = 0; i < rows(); i++) {
        for (int j = 0; j < rows(); j++) {
          if (label[j] > label[i] && similar(i, j, threshold)) {
            label[j] = label[i];
            changed = true;
          }
        }
      }
    }
    List<Removal> removals = new ArrayList<>();
    for (int row = 0; row < rows(); row++) {
      int keeper = row;
      for (int other = 0; other < rows(); other++) {
        boolean better = scores != null && scores[other] > scores[keeper];
        boolean equal = scores == null || scores[other] == scores[keeper];
        if (label[other] == label[row] && (better || equal && other < keeper)) {
          keeper = other;
        }
      }
      if (keeper != row) {
        removals.add(new Removal(row, keeper, cosine(keeper, row)));
      }
    }
    return removals;
  }
}
