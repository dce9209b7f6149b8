package io.gristmill.similarity.cosine;

import java.util.Arrays;

/** The removal rules on a complete list of pairs. */
final class PairRules {

  /** The match of a kept row. */
  static final int NONE = -1;

  private PairRules() {}

  /** Returns the smallest similar earlier row of each row, or {@link #NONE}; edges are sorted. */
  static int[] earliest(EdgeList edges, int rows) {
    int[] match = noMatches(rows);
    for (int k = edges.size() - 1; k >= 0; k--) {
      match[edges.later(k)] = edges.earlier(k);
    }
    return match;
  }

  /** Returns the smallest similar earlier kept row of each row, or {@link #NONE}; edges sorted. */
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
