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
    int[] witness = noWitness(rows);
    for (int k = edges.size() - 1; k >= 0; k--) {
      witness[edges.later(k)] = edges.earlier(k);
    }
    return witness;
  }

  /**
   * Who stays in a row's place when rows are decided in order.
   *
   * @param edges sorted, so that a row's earlier ones are decided before it
   * @return by row its smallest similar earlier row that stays, or {@link #NONE}
   */
  static int[] greedy(EdgeList edges, int rows) {
    int[] witness = noWitness(rows);
    for (int k = 0; k < edges.size(); k++) {
      int later = edges.later(k);
      if (witness[later] == NONE && witness[edges.earlier(k)] == NONE) {
        witness[later] = edges.earlier(k);
      }
    }
    return witness;
  }

  static Components components(EdgeList edges, int rows) {
    Components components = new Components(rows);
    for (int k = 0; k < edges.size(); k++) {
      components.join(edges.earlier(k), edges.later(k));
    }
    return components;
  }

  static int[] noWitness(int rows) {
    int[] witness = new int[rows];
    Arrays.fill(witness, NONE);
    return witness;
  }
}
