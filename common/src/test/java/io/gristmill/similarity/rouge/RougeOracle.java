package io.gristmill.similarity.rouge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The same results by the simplest means: a table, all pairs, a sequential loop. */
final class RougeOracle {

  private RougeOracle() {}

  /** Computes the LCS with the textbook table. */
  static int lcs(int[] a, int[] b) {
    int[][] table = new int[a.length + 1][b.length + 1];
    for (int i = 1; i <= a.length; i++) {
      for (int j = 1; j <= b.length; j++) {
        table[i][j] =
            a[i - 1] == b[j - 1]
                ? table[i - 1][j - 1] + 1
                : Math.max(table[i - 1][j], table[i][j - 1]);
      }
    }
    return table[a.length][b.length];
  }

  static double f(String a, String b) {
    TokenDictionary dictionary = new TokenDictionary(WordSplitting.ASCII);
    return f(dictionary.encode(a), dictionary.encode(b));
  }

  static double f(int[] a, int[] b) {
    double common = lcs(a, b);
    if (common == 0) {
      return 0;
    }
    double precision = common / b.length;
    double recall = common / a.length;
    return 2 * precision * recall / (precision + recall);
  }

  /** A pair as a comparable value. */
  record Pair(long left, long right, int lcs, double f) {
    static final Comparator<Pair> ORDER =
        Comparator.comparingLong(Pair::left).thenComparingLong(Pair::right);
  }

  /** Returns the pairs of a join in order, including duplicates. */
  static List<Pair> sorted(RougePairs found) {
    List<Pair> pairs = new ArrayList<>();
    found.forEach((left, right, lcs, f) -> pairs.add(new Pair(left, right, lcs, f)));
    pairs.sort(Pair.ORDER);
    return pairs;
  }

  /**
   * Returns the pairs above the threshold between the first rows of equal texts, by comparing all.
   */
  static List<Pair> pairs(List<String> texts, double threshold) {
    List<Pair> pairs = new ArrayList<>();
    TokenDictionary dictionary = new TokenDictionary(WordSplitting.ASCII);
    List<int[]> sequences = new ArrayList<>();
    texts.forEach(text -> sequences.add(dictionary.encode(text)));
    for (int j = 0; j < sequences.size(); j++) {
      for (int i = 0; i < j && isFirst(sequences, j); i++) {
        double f = f(sequences.get(i), sequences.get(j));
        if (isFirst(sequences, i) && f > threshold) {
          pairs.add(new Pair(i, j, lcs(sequences.get(i), sequences.get(j)), f));
        }
      }
    }
    pairs.sort(Pair.ORDER);
    return pairs;
  }

  /** Runs the sequential loop of Self-Instruct. */
  static List<NoveltyDecision> decisions(List<String> texts, int seeds, double threshold) {
    List<NoveltyDecision> decisions = new ArrayList<>();
    List<Integer> pool = new ArrayList<>();
    for (int j = 0; j < texts.size(); j++) {
      int match = -1;
      double best = 0;
      for (int i : pool) {
        double f = f(texts.get(i), texts.get(j));
        if (f > best) {
          best = f;
          match = i;
        }
      }
      if (j < seeds || !(best > threshold)) {
        pool.add(j);
        decisions.add(NoveltyDecision.accept(j));
      } else {
        decisions.add(NoveltyDecision.reject(j, match, best));
      }
    }
    return decisions;
  }

  private static boolean isFirst(List<int[]> sequences, int index) {
    return sequences.subList(0, index).stream()
        .noneMatch(earlier -> Arrays.equals(earlier, sequences.get(index)));
  }
}
