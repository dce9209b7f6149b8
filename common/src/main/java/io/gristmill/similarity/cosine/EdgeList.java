package io.gristmill.similarity.cosine;

import java.util.Arrays;

/** Similar pairs (earlier, later) of group numbers, up to a cap. */
final class EdgeList {

  private final int maxSize;
  private long[] edges = new long[1 << 10];
  private int size;
  private boolean overflowed;

  EdgeList(int cap) {
    this.maxSize = cap;
  }

  /** Adds a pair, or forgets everything when there is no room for it. */
  void add(int earlier, int later) {
    if (overflowed || size == maxSize) {
      overflowed = true;
      edges = new long[0];
      return;
    }
    if (size == edges.length) {
      edges = Arrays.copyOf(edges, (int) Math.min(maxSize, 2L * size));
    }
    edges[size++] = ((long) later << Integer.SIZE) | earlier;
  }

  /** Whether pairs were lost. */
  boolean hasOverflowed() {
    return overflowed;
  }

  /** By later, then earlier. */
  void sort() {
    Arrays.parallelSort(edges, 0, size);
  }

  int size() {
    return size;
  }

  int earlier(int k) {
    return (int) edges[k];
  }

  int later(int k) {
    return (int) (edges[k] >>> Integer.SIZE);
  }
}
