package io.gristmill.jobs.novelty;

import io.gristmill.similarity.rouge.WordSplitting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sequential loop of Self-Instruct: each row is compared with all accepted ones. */
final class NoveltyOracle {

  /** An accepted row; {@code pool} for entries of the pool. */
  record Entry(long position, String text, boolean pool) {}

  /** A rejected row, the most similar entry, and their F-measure. */
  record Removed(long row, Entry match, double score) {}

  /** The scores of each accepted row against earlier entries, in the order of acceptance. */
  private final Map<Long, Map<Entry, Double>> met = new TreeMap<>();

  private final List<Entry> accepted = new ArrayList<>();
  private final List<Removed> removed = new ArrayList<>();
  private final WordSplitting tokens;
  private final double threshold;

  /** Creates an oracle with a pool by position. */
  NoveltyOracle(WordSplitting tokens, double threshold, Map<Long, String> pool) {
    this.tokens = tokens;
    this.threshold = threshold;
    pool.forEach((position, text) -> accepted.add(new Entry(position, text, true)));
  }

  /** Decides rows by position. */
  NoveltyOracle judge(Map<Long, String> rows) {
    new TreeMap<>(rows).forEach(this::judge);
    return this;
  }

  private void judge(long position, String text) {
    Map<Entry, Double> scores = new LinkedHashMap<>();
    accepted.forEach(entry -> scores.put(entry, f(entry.text(), text)));
    List<Map.Entry<Entry, Double>> nearest = nearest(scores, 1);
    if (!nearest.isEmpty() && nearest.get(0).getValue() > threshold) {
      removed.add(new Removed(position, nearest.get(0).getKey(), nearest.get(0).getValue()));
    } else {
      met.put(position, scores);
      accepted.add(new Entry(position, text, false));
    }
  }

  List<Removed> removed() {
    return removed;
  }

  /** Returns the kept rows with their scores. */
  Map<Long, Map<Entry, Double>> met() {
    return met;
  }

  /** Returns the highest scores, the first ones on ties. */
  static List<Map.Entry<Entry, Double>> nearest(Map<Entry, Double> scores, int most) {
    return scores.entrySet().stream()
        .sorted(Comparator.comparingDouble(entry -> -entry.getValue())) // stable
        .limit(most)
        .toList();
  }

  private double f(String target, String prediction) {
    List<String> a = tokens.split(target);
    List<String> b = tokens.split(prediction);
    double common = lcs(a, b);
    if (common == 0) {
      return 0;
    }
    double precision = common / b.size();
    double recall = common / a.size();
    return 2 * precision * recall / (precision + recall);
  }

  private static int lcs(List<String> a, List<String> b) {
    int[][] table = new int[a.size() + 1][b.size() + 1];
    for (int i = 1; i <= a.size(); i++) {
      for (int j = 1; j <= b.size(); j++) {
        table[i][j] =
            a.get(i - 1).equals(b.get(j - 1))
                ? table[i - 1][j - 1] + 1
                : Math.max(table[i - 1][j], table[i][j - 1]);
      }
    }
    return table[a.size()][b.size()];
  }
}
