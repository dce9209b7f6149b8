package io.gristmill.similarity.cosine;

import java.util.Arrays;

/** Pairs (earlier, later) of similar groups, up to a maximum number. */
final class EdgeList {

  private final int maxSize;
  private long[] edges = new long[1 << 10];
  private int size;
  private boolean overflowed;

  EdgeList(int maxSize) {
    this.maxSize = maxSize;
  }

  /** Adds a pair; once the list is full, discards all pairs and accepts no more. */
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

  /** Returns whether pairs were discarded. */
  boolean hasOverflowed() {
    return overflowed;
  }

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
