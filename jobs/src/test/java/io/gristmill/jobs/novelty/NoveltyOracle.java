package io.gristmill.jobs.novelty;

import io.gristmill.similarity.rouge.WordSplitting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The loop of the reference: one row after the other against all that were accepted. */
final class NoveltyOracle {

  /** An accepted row; {@code pool} for entries of the pool. */
  record Entry(long position, String text, boolean pool) {}

  /** A row that goes, the entry most like it, and how much. */
  record Gone(long row, Entry witness, double score) {}

  /** What an accepted row met: entry to F, in the order of acceptance. */
  private final Map<Long, Map<Entry, Double>> met = new TreeMap<>();

  private final List<Entry> accepted = new ArrayList<>();
  private final List<Gone> gone = new ArrayList<>();
  private final WordSplitting tokens;
  private final double threshold;

  /** The pool by position. */
  NoveltyOracle(WordSplitting tokens, double threshold, Map<Long, String> pool) {
    this.tokens = tokens;
    this.threshold = threshold;
    pool.forEach((position, text) -> accepted.add(new Entry(position, text, true)));
  }

  /** Judges rows by position. */
  NoveltyOracle judge(Map<Long, String> rows) {
    new TreeMap<>(rows).forEach(this::judge);
    return this;
  }

  private void judge(long position, String text) {
    Map<Entry, Double> scores = new LinkedHashMap<>();
    accepted.forEach(entry -> scores.put(entry, f(entry.text(), text)));
    List<Map.Entry<Entry, Double>> nearest = nearest(scores, 1);
    if (!nearest.isEmpty() && nearest.get(0).getValue() > threshold) {
      gone.add(new Gone(position, nearest.get(0).getKey(), nearest.get(0).getValue()));
    } else {
      met.put(position, scores);
      accepted.add(new Entry(position, text, false));
    }
  }

  List<Gone> gone() {
    return gone;
  }

  /** The rows that stay, with what they met. */
  Map<Long, Map<Entry, Double>> met() {
    return met;
  }

  /** The highest scores, of equal ones the first. */
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
