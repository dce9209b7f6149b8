package io.gristmill.similarity.cosine;

import java.util.Arrays;

/** Connected components by union by size; a path to the root has at most log2(n) steps. */
final class UnionFind {

  private final int[] parent;
  private final int[] size;

  UnionFind(int count) {
    parent = new int[count];
    size = new int[count];
    Arrays.setAll(parent, k -> k);
    Arrays.fill(size, 1);
  }

  int root(int member) {
    int root = member;
    while (parent[root] != root) {
      root = parent[root];
    }
    return root;
  }

  /** Joins two components; returns false if they were one already. */
  boolean join(int a, int b) {
    int one = root(a);
    int other = root(b);
    if (one == other) {
      return false;
    }
    int large = size[one] >= size[other] ? one : other;
    int small = large == one ? other : one;
    parent[small] = large;
    size[large] += size[small];
    return true;
  }

  int count() {
    return parent.length;
  }
}
