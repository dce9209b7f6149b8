package io.gristmill.similarity.cosine;

import java.util.Arrays;

/** The removal rules over a complete list of pairs. */
final class PairRules {

  /** The witness of a row that stays. */
  static final int NONE = -1;

  private PairRules() {}

  /**
   * Who is earlier and similar, whether it stays or not.
   *
   * @param edges sorted
   * @return by row its smallest similar earlier row, or {@link #NONE}
   */
  static int[] earliest(EdgeList edges, int rows) {
    int[] match = noMatches(rows);
    for (int k = edges.size() - 1; k >= 0; k--) {
      match[edges.later(k)] = edges.earlier(k);
    }
    return match;
  }

  /**
   * Who stays in a row's place when rows are decided in order.
   *
   * @param edges sorted, so that a row's earlier ones are decided before it
   * @return by row its smallest similar earlier row that stays, or {@link #NONE}
   */
  static int[] greedy(EdgeList edges, int rows) {
    int[] match = noMatches(rows);
    for (int k = 0; k < edges.size(); k++) {
      int later = edges.later(k);
      if (match[later] == NONE && match[edges.earlier(k)] == NONE) {
        match[later] = edges.earlier(k);
      }
    }
    return match;
  }

  static UnionFind components(EdgeList edges, int rows) {
    UnionFind components = new UnionFind(rows);
    for (int k = 0; k < edges.size(); k++) {
      components.join(edges.earlier(k), edges.later(k));
    }
    return components;
  }

  static int[] noMatches(int rows) {
    int[] match = new int[rows];
    Arrays.fill(match, NONE);
    return match;
  }
}
